import { ClaimPagesController } from './claim.pages.controller.js';
import { ClaimsApiController } from './claims.api.controller.js';
import { FirstPasswordPagesController } from './first-password.pages.controller.js';

export const claimsControllers = [ClaimPagesController, ClaimsApiController, FirstPasswordPagesController];
