import { CountSolved } from './count-solved.js';
import { NoteSolved } from './note-solved.js';
import { SuggestAnswers } from './suggest-answers.js';

export const deflectionProviders = [SuggestAnswers, NoteSolved, CountSolved];
