import { DomainError } from '../../../kernel/domain-error.js';

/** The policy of the license counts nothing of this name. */
export class UsageCounterUnknown extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'usage-counter-unknown';

  static named(counter: string): UsageCounterUnknown {
    return new UsageCounterUnknown('This license counts nothing of this name.', {
      remedy: 'Check the name of the counter, or have it added to the policy.',
      extra: { counter },
    });
  }
}

/** The report was counted before, with another counter or amount. */
export class UsageReportDiffers extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'usage-report-differs';

  static fromCounted(): UsageReportDiffers {
    return new UsageReportDiffers('This report was counted before, with another counter or amount.', {
      remedy: 'Give every report an id of its own, and repeat one only as it was.',
    });
  }
}
