import { SecondFactorPagesController } from './second-factor.pages.controller.js';
import { SecondStepApiController } from './second-step.api.controller.js';
import { SerialPasswordPagesController } from './serial-password.pages.controller.js';
import { SignInApiController } from './sign-in.api.controller.js';
import { SignInPagesController } from './sign-in.pages.controller.js';
import { SignInStepsApiController } from './sign-in-steps.api.controller.js';
import { SignOutPagesController } from './sign-out.pages.controller.js';

export const signingInControllers = [
  SecondFactorPagesController,
  SecondStepApiController,
  SerialPasswordPagesController,
  SignInApiController,
  SignInPagesController,
  SignInStepsApiController,
  SignOutPagesController,
];
