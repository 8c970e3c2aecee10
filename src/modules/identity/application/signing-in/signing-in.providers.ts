import { CheckLogin } from './check-login.js';
import { CheckPassword } from './check-password.js';
import { CommitSecondFactor } from './commit-second-factor.js';
import { CompleteFirstFactor } from './complete-first-factor.js';
import { EnterSecondFactor } from './enter-second-factor.js';
import { FactorLimits } from './factor-limits.js';
import { GuessLimits } from './guess-limits.js';
import { OpenSerialStep } from './open-serial-step.js';
import { ShowSecondStep } from './show-second-step.js';
import { SignInAfterSerial } from './sign-in-after-serial.js';
import { SignInTickets } from './sign-in-tickets.js';
import { StartSerialSignIn } from './start-serial-sign-in.js';

export const signingInProviders = [
  CheckLogin,
  CheckPassword,
  CommitSecondFactor,
  CompleteFirstFactor,
  EnterSecondFactor,
  FactorLimits,
  GuessLimits,
  OpenSerialStep,
  ShowSecondStep,
  SignInAfterSerial,
  SignInTickets,
  StartSerialSignIn,
];
