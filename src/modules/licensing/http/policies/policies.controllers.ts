import { PolicyDryRunApiController } from './policy-dry-run.api.controller.js';
import { PolicyEditorPagesController } from './policy-editor.pages.controller.js';
import { PolicyEditorPages } from './policy-editor-pages.js';

export const policiesControllers = [PolicyDryRunApiController, PolicyEditorPagesController];

/** What these controllers share. */
export const policiesPages = [PolicyEditorPages];
