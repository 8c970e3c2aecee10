import { NewProductPages } from './new-product-pages.js';
import { NewProductsPagesController } from './new-products.pages.controller.js';
import { PolicyDryRunApiController } from './policy-dry-run.api.controller.js';
import { PolicyEditorPagesController } from './policy-editor.pages.controller.js';
import { PolicyEditorPages } from './policy-editor-pages.js';

export const policiesControllers = [
  NewProductsPagesController,
  PolicyDryRunApiController,
  PolicyEditorPagesController,
];

/** What these controllers share. */
export const policiesPages = [NewProductPages, PolicyEditorPages];
