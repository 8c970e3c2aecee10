import type { SignedIn } from '../../kernel/actor.js';

/** What needs a fresh proof beside the session (rows S1.22, ID-6). */
export const importantActions = [
  'change-email',
  'change-username',
  'change-password',
  'change-second-factor',
  'create-api-token',
  'export-data',
  'erase-data',
  'merge-accounts',
  'release-installation',
  'issue-offline-license',
] as const;

export type ImportantAction = (typeof importantActions)[number];

/** Knows who proved themselves lately; identity implements it. */
export abstract class StepUp {
  /** True when the person gave a fresh proof for this action in this session within the last ten minutes. */
  abstract isProved(actor: SignedIn, action: ImportantAction): Promise<boolean>;
}
