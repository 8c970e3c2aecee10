import { ClaimContact } from './claim-contact.js';
import { ClaimLicense } from './claim-license.js';
import { CommitFirstSignIn } from './commit-first-sign-in.js';
import { FindClaim } from './find-claim.js';
import { MintClaimCode } from './mint-claim-code.js';
import { NoteEntry } from './note-entry.js';
import { ProveClaim } from './prove-claim.js';
import { RequestClaimCode } from './request-claim-code.js';
import { SetFirstPassword } from './set-first-password.js';
import { TryClaimCode } from './try-claim-code.js';

export const claimsProviders = [
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
