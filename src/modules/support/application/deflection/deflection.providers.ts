import { AdviseOnBundle } from '../diagnostics/advise-on-bundle.js';
import { CountSolved } from './count-solved.js';
import { FoldSuggestedForms } from './fold-suggested-forms.js';
import { NoteSolved } from './note-solved.js';
import { SuggestAnswers } from './suggest-answers.js';
import { SuggestBesideForm } from './suggest-beside-form.js';

export const deflectionProviders = [
  SuggestAnswers,
  SuggestBesideForm,
  NoteSolved,
  CountSolved,
  FoldSuggestedForms,
  AdviseOnBundle,
];
