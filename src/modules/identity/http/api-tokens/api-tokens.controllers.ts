import { ApiTokenRotationPagesController } from './api-token-rotation.pages.controller.js';
import { ApiTokensApiController } from './api-tokens.api.controller.js';
import { ApiTokensPagesController } from './api-tokens.pages.controller.js';

export const apiTokensControllers = [
  ApiTokenRotationPagesController,
  ApiTokensApiController,
  ApiTokensPagesController,
];
