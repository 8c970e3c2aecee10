import { DeskDrafts } from './desk-drafts.js';
import { ForgetDrafts } from './forget-drafts.js';
import { SaveDraft } from './save-draft.js';
import { ShowDraft } from './show-draft.js';

export const draftsProviders = [SaveDraft, ShowDraft, DeskDrafts, ForgetDrafts];
