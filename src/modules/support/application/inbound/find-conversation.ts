import { Injectable } from '@nestjs/common';
import { isId, type OrganizationId, type UserId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { Deliveries } from '../../../../platform/mail/deliveries.js';
import { type Delivery, deliveryIdIn } from '../../../../platform/mail/delivery.js';
import type { TicketId } from '../../events/ticket-words.js';
import { ReplyAddresses } from './reply-addresses.js';

/** The request that a mail is about. */
export interface FoundConversation {
  readonly ticketId: TicketId;
  readonly organizationId: OrganizationId;
  /** Who got the mail that this one answers; null: it names the request and nothing that only its recipient has. */
  readonly recipientId: UserId | null;
}

const mostLookedAt = 10;

/** Finds what a mail answers: by the address it was sent to, or else by the mails of ours that it refers to. */
@Injectable()
export class FindConversation {
  constructor(
    private readonly database: ReadDatabase,
    private readonly addresses: ReplyAddresses,
    private readonly deliveries: Deliveries,
    private readonly config: Config,
  ) {}

  /** `forged`: the address looks like one of ours and is none. Null: it begins something new. */
  async of(recipient: string, answers: readonly string[]): Promise<FoundConversation | 'forged' | null> {
    const read = this.addresses.read(recipient);
    if (read === 'forged') return 'forged';
    if (!read) return await this.byReferences(answers);
    return await this.ofTicket(sql`t.number = ${read.number}`, read.recipientId);
  }

  /** Ids of our mails are as good as a reply address: they are random, and only their recipient got them. */
  private async byReferences(answers: readonly string[]): Promise<FoundConversation | null> {
    const host = `@${this.config.mailHost.toLowerCase()}`;
    const ours = answers.map((id) => id.toLowerCase()).filter((id) => id.endsWith(host));
    if (ours.length === 0) return null;
    return (await this.byDelivery(ours)) ?? (await this.byRoot(ours));
  }

  private async byDelivery(ours: readonly string[]): Promise<FoundConversation | null> {
    for (const id of ours.flatMap((one) => deliveryIdIn(one) ?? []).slice(0, mostLookedAt)) {
      const delivery = await this.deliveries.find(id);
      const about = delivery && ticketOf(delivery);
      if (about) return await this.ofTicket(sql`t.id = ${about}`, delivery.userId);
    }
    return null;
  }

  private async byRoot(ours: readonly string[]): Promise<FoundConversation | null> {
    const ids = ours.flatMap((id) => /^request\.([0-9a-f-]{36})@/.exec(id)?.[1] ?? []).filter(isId);
    return await this.ofTicket(sql`t.id = any(${ids}::uuid[])`, null);
  }

  // A request that was merged is the one that it went into.
  private async ofTicket(
    condition: Statement,
    recipientId: UserId | null,
  ): Promise<FoundConversation | null> {
    const ticket = await this.database.one<Omit<FoundConversation, 'recipientId'>>(sql`
      select coalesce(x.into_id, t.id) as "ticketId", t.organization_id as "organizationId" from support.ticket t
        left join support.merged_ticket x on x.ticket_id = t.id where ${condition} limit 1`);
    return ticket && { ...ticket, recipientId };
  }
}

/** Only mails about requests name one. */
function ticketOf({ name, event }: Delivery): string | null {
  const { ticketId } = event.payload as { readonly ticketId?: unknown };
  return name.startsWith('support.') && typeof ticketId === 'string' ? ticketId : null;
}
