import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { minute } from '../../../kernel/clock.js';
import { WebhookTooOld, WrongWebhookSignature } from '../domain/orders.errors.js';

/** The three headers of a webhook and the bytes that were signed. */
export interface SignedDelivery {
  readonly webhookId: string | undefined;
  readonly timestamp: string | undefined;
  /** One or more `v1,<base64>` separated by spaces, so that a secret can be changed without a gap. */
  readonly signature: string | undefined;
  readonly body: Buffer;
}

const tolerance = 5 * minute;

/**
 * Checks that the store signed this, and lately.
 *
 * The signature comes first, so that only the store learns about its clock; the library would look at the system's
 * clock first, which is why only its signing is used.
 *
 * @returns the webhook's id
 * @throws WrongWebhookSignature when a header is missing or no signature is right
 * @throws WebhookTooOld when it was signed more than 5 minutes away from `now`
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyDelivery(delivery: SignedDelivery, secret: string, now: Date): string {
  const { webhookId, timestamp, signature, body } = delivery;
  if (!webhookId || webhookId.length > 200 || !timestamp || !/^\d{1,11}$/.test(timestamp) || !signature)
    throw WrongWebhookSignature.refused();
  const signedAt = new Date(Number(timestamp) * 1_000);
  const expected = Buffer.from(new Webhook(secret).sign(webhookId, signedAt, body.toString('utf8')));
  const given = signature.slice(0, 2_000).split(' ');
  if (!given.some((one) => equal(Buffer.from(one), expected))) throw WrongWebhookSignature.refused();
  if (Math.abs(now.getTime() - signedAt.getTime()) > tolerance) throw WebhookTooOld.refused();
  return webhookId;
}

const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
