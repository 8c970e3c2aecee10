import { DomainError } from '../../../../kernel/domain-error.js';

/** Somebody decided already what becomes of the mail. */
export class InboundMailSettled extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'inbound-mail-settled';

  static already(): InboundMailSettled {
    return new InboundMailSettled('Somebody decided about this mail already. Load the page again.');
  }
}

/** The mail as it came is no longer there. */
export class InboundMailForgotten extends DomainError {
  readonly kind = 'gone';
  readonly code = 'inbound-mail-forgotten';

  static now(): InboundMailForgotten {
    return new InboundMailForgotten(
      'The mail as it came was kept for 90 days and is gone. Ask its sender for a copy.',
    );
  }
}
