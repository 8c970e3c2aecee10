import { DomainError } from '../../../../kernel/domain-error.js';

/** Somebody else changed the category since the editor read it. */
export class CategoryChangedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'category-changed-meanwhile';

  static to(version: number): CategoryChangedMeanwhile {
    return new CategoryChangedMeanwhile(
      'Somebody changed the category meanwhile. Open it again, and make your change there.',
      { extra: { version } },
    );
  }
}
