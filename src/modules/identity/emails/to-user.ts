import type { DomainEvent } from '../../../kernel/event.js';
import type { UserId } from '../../../kernel/ids.js';
import type { EmailContext } from '../../../platform/mail/define-email.js';
import { Audience, type Recipient } from '../../../platform/ports/audience.js';

/** The audience of a mail about one user: their proved address, or nobody. */
export async function toUser<Payload extends { readonly userId: string }>(
  { payload }: DomainEvent<Payload>,
  ctx: EmailContext,
): Promise<readonly Recipient[]> {
  const recipient = await ctx.get(Audience).user(payload.userId as UserId);
  return recipient ? [recipient] : [];
}
