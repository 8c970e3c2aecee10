import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { Config } from '../../../platform/config/config.js';
import { fieldIssues } from '../../../platform/http/field-issues.js';
import { declareLimit } from '../../../platform/limits/limit.js';
import { RateLimits } from '../../../platform/limits/rate-limits.js';
import { log } from '../../../platform/logging/log.js';
import { WrongWebhookSignature } from '../domain/orders.errors.js';
import { KeepDelivery } from './keep-delivery.js';
import { orderPaidMessage, storeEnvelope } from './store-message.js';
import { type SignedDelivery, verifyDelivery } from './store-signature.js';
import { type TakenMessage, TakeStoreMessage } from './take-store-message.js';

/** A webhook as it arrived: signed bytes, what they parse to, and where they came from. */
export interface ArrivedWebhook extends SignedDelivery {
  readonly parsed: unknown;
  readonly address: string;
}

// Strangers can make us keep refusals, so there is an end to it; what is signed is not limited here.
const wrongSignatures = declareLimit({
  name: 'orders.wrong-webhook-signature',
  points: 300,
  perSeconds: 300,
});

/**
 * Verifies what a store sends and takes it. Every delivery is kept, in a transaction of its own when it is refused,
 * since the refusal rolls everything else back.
 */
@Injectable()
export class ReceiveStoreWebhook {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly keepDelivery: KeepDelivery,
    private readonly takeStoreMessage: TakeStoreMessage,
  ) {}

  /**
   * @throws WrongWebhookSignature, WebhookTooOld
   * @throws InvalidInput naming each field at fault
   * @throws TooManyAttempts after 300 wrong signatures from one address in 5 minutes
   */
  async execute(arrived: ArrivedWebhook): Promise<TakenMessage> {
    try {
      const webhookId = verifyDelivery(arrived, this.config.storeWebhookSecret, this.clock.now());
      const taken = await this.takeStoreMessage.execute({ webhookId, ...read(arrived) });
      log.info({ webhookId, outcome: taken.outcome, orderId: taken.orderId }, 'a store webhook was taken');
      return taken;
    } catch (error) {
      if (error instanceof DomainError) await this.keepRefusal(arrived, error);
      throw error;
    }
  }

  private async keepRefusal(arrived: ArrivedWebhook, error: DomainError): Promise<void> {
    const stranger = error instanceof WrongWebhookSignature;
    if (stranger) await this.limits.consume(wrongSignatures, arrived.address);
    const fields = (error.facts.fields ?? []).map(({ field, message }) => `${field}: ${message}`);
    await this.keepDelivery.execute({
      webhookId: arrived.webhookId ?? null,
      outcome: outcomeOf(error),
      eventType: stranger ? null : typeOf(arrived.parsed),
      orderId: null,
      problem: fields.join('\n') || error.message,
      body: stranger ? null : arrived.body.toString('utf8'),
    });
  }
}

/** @throws InvalidInput naming each field at fault */
function read({ parsed, body }: ArrivedWebhook) {
  const envelope = storeEnvelope.safeParse(parsed);
  if (!envelope.success) throw InvalidInput.of(fieldIssues(envelope.error.issues));
  const { type: eventType } = envelope.data;
  const text = body.toString('utf8');
  if (eventType !== 'order.paid') return { eventType, body: text, message: null };
  const message = orderPaidMessage.safeParse(parsed);
  if (!message.success) throw InvalidInput.of(fieldIssues(message.error.issues));
  return { eventType, body: text, message: message.data };
}

function outcomeOf(error: DomainError) {
  if (error instanceof WrongWebhookSignature) return 'wrong-signature' as const;
  return error.code === 'webhook-too-old' ? ('too-old' as const) : ('invalid' as const);
}

function typeOf(parsed: unknown): string | null {
  if (typeof parsed !== 'object' || parsed === null || !('type' in parsed)) return null;
  return typeof parsed.type === 'string' ? parsed.type : null;
}
