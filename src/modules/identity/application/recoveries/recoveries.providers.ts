import { CommitCompletedRecovery } from './commit-completed-recovery.js';
import { CompleteRecovery } from './complete-recovery.js';
import { DecideRecovery } from './decide-recovery.js';
import { FindRecoveryRecipients } from './find-recovery-recipients.js';
import { SendDueRecoveries } from './send-due-recoveries.js';
import { ShowRecovery } from './show-recovery.js';
import { StartRecovery } from './start-recovery.js';
import { StopRecovery } from './stop-recovery.js';

export const recoveriesProviders = [
  CommitCompletedRecovery,
  CompleteRecovery,
  DecideRecovery,
  FindRecoveryRecipients,
  SendDueRecoveries,
  ShowRecovery,
  StartRecovery,
  StopRecovery,
];
