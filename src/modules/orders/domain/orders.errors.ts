import { DomainError } from '../../../kernel/domain-error.js';
import type { OrderStatus } from './order-status.js';

/** The order stands where this is not possible. */
export class OrderStatusConflict extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'order-status-conflict';

  static of(from: OrderStatus, to: OrderStatus): OrderStatusConflict {
    return new OrderStatusConflict(`An order that is ${from} cannot become ${to}.`, {
      remedy: 'Load the order again and look at its status.',
    });
  }
}

/** The invoice is not there, or its PDF is still being made. */
export class InvoiceNotReady extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'invoice-not-ready';

  static yet(): InvoiceNotReady {
    return new InvoiceNotReady('The invoice of this order is being prepared.', {
      remedy: 'It takes a few seconds; try again in a minute.',
      retryAfterSeconds: 60,
    });
  }
}

/** The webhook is not signed with the secret that the portal and the store share. */
export class WrongWebhookSignature extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'webhook-signature';

  static refused(): WrongWebhookSignature {
    return new WrongWebhookSignature('The signature of this webhook is missing or wrong.', {
      remedy: 'Sign `webhook-id.webhook-timestamp.body` with the shared secret, as Standard Webhooks says.',
    });
  }
}

/** The webhook was signed too long ago, or in the future, so it may be a recording. */
export class WebhookTooOld extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'webhook-too-old';

  static refused(): WebhookTooOld {
    return new WebhookTooOld('The timestamp of this webhook is more than 5 minutes away from now.', {
      remedy: 'Sign each attempt anew, and check the clock of the store.',
    });
  }
}
