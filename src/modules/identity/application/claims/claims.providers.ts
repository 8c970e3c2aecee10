import { ClaimContact } from './claim-contact.js';
import { ClaimLicense } from './claim-license.js';
import { ClaimProofs } from './claim-proofs.js';
import { CommitFirstSignIn } from './commit-first-sign-in.js';
import { ContestCodes } from './contest-codes.js';
import { EvictClaim } from './evict-claim.js';
import { FindClaim } from './find-claim.js';
import { FindEviction } from './find-eviction.js';
import { MintClaimCode } from './mint-claim-code.js';
import { MintContestCode } from './mint-contest-code.js';
import { NoteEntry } from './note-entry.js';
import { ProveClaim } from './prove-claim.js';
import { ProveContest } from './prove-contest.js';
import { RequestClaimCode } from './request-claim-code.js';
import { RequestContestCode } from './request-contest-code.js';
import { SetFirstPassword } from './set-first-password.js';
import { ShowSerialStep } from './show-serial-step.js';
import { StartOver } from './start-over.js';
import { TryClaimCode } from './try-claim-code.js';
import { TryContestCode } from './try-contest-code.js';

export const claimsProviders = [
  ClaimProofs,
  TryContestCode,
  StartOver,
  ShowSerialStep,
  RequestContestCode,
  ProveContest,
  MintContestCode,
  FindEviction,
  EvictClaim,
  ContestCodes,
  ClaimContact,
  ClaimLicense,
  CommitFirstSignIn,
  FindClaim,
  MintClaimCode,
  NoteEntry,
  ProveClaim,
  RequestClaimCode,
  SetFirstPassword,
  TryClaimCode,
];
