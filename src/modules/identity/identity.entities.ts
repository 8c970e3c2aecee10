import { AccountMerge } from './domain/account-merge.js';
import { ApiToken } from './domain/api-token.js';
import { ClaimReview } from './domain/claim-review.js';
import { DataExport } from './domain/data-export.js';
import { Erasure } from './domain/erasure.js';
import { Eviction } from './domain/eviction.js';
import { Invitation } from './domain/invitation.js';
import { InvitationRequest } from './domain/invitation-request.js';
import { KeyHolder } from './domain/key-holder.js';
import { Membership } from './domain/membership.js';
import { OneTimeLink } from './domain/one-time-link.js';
import { Organization } from './domain/organization.js';
import { OrganizationDomain } from './domain/organization-domain.js';
import { Passkey } from './domain/passkey.js';
import { PasskeyChallenge } from './domain/passkey-challenge.js';
import { Recovery } from './domain/recovery.js';
import { RecoveryCode } from './domain/recovery-code.js';
import { RefreshToken } from './domain/refresh-token.js';
import { RememberedDevice } from './domain/remembered-device.js';
import { ResetRequest } from './domain/reset-request.js';
import { Session } from './domain/session.js';
import { StepUpProof } from './domain/step-up-proof.js';
import { User } from './domain/user.js';

/** What the ORM needs to know of identity. */
export const identityEntities = [
  AccountMerge,
  DataExport,
  Erasure,
  ApiToken,
  ClaimReview,
  Eviction,
  Invitation,
  InvitationRequest,
  KeyHolder,
  Membership,
  OneTimeLink,
  Organization,
  Passkey,
  PasskeyChallenge,
  Recovery,
  OrganizationDomain,
  RecoveryCode,
  RefreshToken,
  RememberedDevice,
  ResetRequest,
  Session,
  StepUpProof,
  User,
];
