import { CommitStepUp } from './commit-step-up.js';
import { MintStepUpCode } from './mint-step-up-code.js';
import { ProofMethods } from './proof-methods.js';
import { ProveStepUp } from './prove-step-up.js';
import { ProveWithPasskey } from './prove-with-passkey.js';
import { RequestStepUpCode } from './request-step-up-code.js';
import { ShowStepUp } from './show-step-up.js';

export const stepUpProviders = [
  CommitStepUp,
  MintStepUpCode,
  ProofMethods,
  ProveStepUp,
  ProveWithPasskey,
  RequestStepUpCode,
  ShowStepUp,
];
