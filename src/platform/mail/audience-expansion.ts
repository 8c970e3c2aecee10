import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../../kernel/event.js';
import { newId } from '../../kernel/ids.js';
import { Config } from '../config/config.js';
import type { AfterCommit } from '../events/subscriber-registry.js';
import { Audience, type Recipient } from '../ports/audience.js';
import { Queues } from '../queue/queues.js';
import type { EmailDefinition } from './define-email.js';
import { mailJob, queueOf } from './delivery.js';
import { PortalEmailContext } from './portal-email-context.js';

/** Turns an event into one row of the delivery log per recipient, in the transaction that consumes the event. */
@Injectable()
export class AudienceExpansion {
  constructor(
    private readonly em: EntityManager,
    private readonly queues: Queues,
    private readonly context: PortalEmailContext,
    private readonly config: Config,
  ) {}

  /** @returns what adds the jobs once the rows are committed */
  async expand(definition: EmailDefinition<unknown>, event: DomainEvent): Promise<AfterCommit | undefined> {
    const recipients = await this.recipients(definition, event);
    const unique = new Map(recipients.map((recipient) => [recipient.email.toLowerCase(), recipient]));
    if (unique.size === 0) return undefined;
    const rows = [...unique.values()].map((recipient) => this.row(recipient));
    const inserted = await this.em.execute<{ id: string }[]>(
      `insert into platform.mail_delivery
        (id, event_id, event, name, lane, user_id, address, recipient_name, locale, time_zone, message_id)
      select id, ?, ?::jsonb, ?, ?, user_id, address, name, locale, time_zone, message_id
      from jsonb_to_recordset(?::jsonb) as r
        (id uuid, user_id uuid, address text, name text, locale text, time_zone text, message_id text)
      on conflict (event_id, name, address) do nothing returning id`,
      [event.id, JSON.stringify(event), definition.name, definition.lane, JSON.stringify(rows)],
    );
    const jobs = inserted.map(({ id }) => mailJob(id));
    return () => this.queues.addBulk(queueOf(definition.lane), jobs);
  }

  private async recipients({ audience, kind = 'essential' }: EmailDefinition<unknown>, event: DomainEvent) {
    const recipients = await audience(event, this.context);
    if (kind === 'essential') return recipients;
    return await this.context.get<Audience>(Audience).willing(recipients, kind);
  }

  private row({ userId, email, name, locale, timeZone }: Recipient) {
    const id: string = newId();
    const messageId = `<${id}@${this.config.mailHost}>`;
    return { id, user_id: userId, address: email, name, locale, time_zone: timeZone, message_id: messageId };
  }
}
