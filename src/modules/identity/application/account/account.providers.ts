import { ChangeUsername } from './change-username.js';
import { ChooseMails } from './choose-mails.js';
import { ConfirmEmail } from './confirm-email.js';
import { FindPendingEmail } from './find-pending-email.js';
import { RequestEmail } from './request-email.js';
import { ShowMails } from './show-mails.js';
import { ShowMe } from './show-me.js';
import { UpdateProfile } from './update-profile.js';

export const accountProviders = [
  ChangeUsername,
  ChooseMails,
  ConfirmEmail,
  FindPendingEmail,
  RequestEmail,
  ShowMails,
  ShowMe,
  UpdateProfile,
];
