import { DomainError } from '../../../kernel/domain-error.js';

/** The organization has as many bundles as it may have at a time. */
export class BundleLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'bundle-limit-reached';

  static of(limit: number): BundleLimitReached {
    return new BundleLimitReached(`Your organization has ${limit} bundles already.`, {
      remedy: 'Discard one that is not needed any more, then ask again.',
    });
  }
}

/** The bundle is not packed. */
export class BundleNotReady extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'bundle-not-ready';

  static yet(): BundleNotReady {
    return new BundleNotReady('This bundle is not packed yet.', {
      remedy: 'Wait until its status is ready. When it failed, ask for it again.',
    });
  }
}
