import { ChangePassword } from './change-password.js';
import { CommitPassword } from './commit-password.js';
import { CommitPasswordReset } from './commit-password-reset.js';
import { CommitRecovery } from './commit-recovery.js';
import { EndWhatAPasswordOpened } from './end-what-a-password-opened.js';
import { FindRecoverable } from './find-recoverable.js';
import { FindResetRecipient } from './find-reset-recipient.js';
import { PasswordRules } from './password-rules.js';
import { Passwords } from './passwords.js';
import { RecordResetRequest } from './record-reset-request.js';
import { RecoverWithCode } from './recover-with-code.js';
import { RequestPasswordReset } from './request-password-reset.js';
import { ResetPassword } from './reset-password.js';

export const passwordsProviders = [
  ChangePassword,
  CommitPassword,
  CommitPasswordReset,
  CommitRecovery,
  EndWhatAPasswordOpened,
  FindRecoverable,
  FindResetRecipient,
  PasswordRules,
  Passwords,
  RecordResetRequest,
  RecoverWithCode,
  RequestPasswordReset,
  ResetPassword,
];
