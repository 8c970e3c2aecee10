import { ChangeUsername } from './change-username.js';
import { ConfirmEmail } from './confirm-email.js';
import { FindPendingEmail } from './find-pending-email.js';
import { RequestEmail } from './request-email.js';
import { ShowMe } from './show-me.js';
import { UpdateProfile } from './update-profile.js';

export const accountProviders = [
  ChangeUsername,
  ConfirmEmail,
  FindPendingEmail,
  RequestEmail,
  ShowMe,
  UpdateProfile,
];
