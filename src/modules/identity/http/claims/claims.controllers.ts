import { ClaimPagesController } from './claim.pages.controller.js';
import { ClaimsApiController } from './claims.api.controller.js';
import { ContestPagesController } from './contest.pages.controller.js';
import { FirstPasswordPagesController } from './first-password.pages.controller.js';
import { StartOverApiController } from './start-over.api.controller.js';
import { StartOverPagesController } from './start-over.pages.controller.js';

export const claimsControllers = [
  StartOverPagesController,
  StartOverApiController,
  ContestPagesController,
  ClaimPagesController,
  ClaimsApiController,
  FirstPasswordPagesController,
];
