import { DomainError } from '../../../kernel/domain-error.js';

const sentences = {
  same: 'This is the account that you are signed in with. Name the other one.',
  staff: 'Accounts of staff are not merged with others.',
  'not-in-use': 'One of the accounts is disabled or already merged. Contact support.',
  provisional: 'It is not proved yet that the license is yours. Prove it first, then merge.',
  'no-key-holder': 'Only the account of a serial number can become part of another one.',
  'other-organization':
    'The license belongs to another organization. Ask its owner to invite your address first, then merge.',
} as const;

export type MergeObstacle = keyof typeof sentences;

/** The accounts cannot become one; `reason` says why. */
export class MergeRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'merge-refused';

  static because(reason: MergeObstacle): MergeRefused {
    return new MergeRefused(sentences[reason], { extra: { reason } });
  }
}
