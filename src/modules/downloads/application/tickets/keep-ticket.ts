import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock, later } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { ticketLifetime } from './ticket.js';
import { TicketSecrets } from './ticket-secrets.js';

/** Of one person; the one that was used longest ago makes place for a new one. */
const ticketsPerPerson = 100;

export interface KeptTicket {
  readonly id: string;
  readonly secret: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

/** Stores the ticket of a person for a file: a new one, or the one there is, armed again. */
@Injectable()
export class KeepTicket {
  constructor(
    readonly em: EntityManager,
    private readonly secrets: TicketSecrets,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(
    actor: CustomerActor,
    { releaseId, artifactId }: { readonly releaseId: string; readonly artifactId: string },
  ): Promise<KeptTicket> {
    const now = this.clock.now();
    const expiresAt = later(now, ticketLifetime);
    const candidate = newId();
    const [row] = await this.em.execute<{ id: string; madeAt: Date }[]>(
      `insert into downloads.ticket (id, secret_hash, user_id, organization_id, license_id, api_token_id,
          release_id, artifact_id, made_at, armed_at, expires_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (user_id, artifact_id, organization_id, license_id, api_token_id)
          do update set armed_at = excluded.armed_at, expires_at = excluded.expires_at
        returning id, made_at as "madeAt"`,
      [candidate, this.hashOf(candidate), ...bearerOf(actor), releaseId, artifactId, now, now, expiresAt],
    );
    const id = row?.id ?? candidate;
    await this.mend(id);
    if (id === candidate) await this.makePlace(actor.userId);
    return { id, secret: this.secrets.of(id), madeAt: new Date(row?.madeAt ?? now), expiresAt };
  }

  /** Forgets the ticket: its address never works again. */
  @Transactional()
  async forget(id: string): Promise<void> {
    await this.em.execute('delete from downloads.ticket where id = ?', [id]);
  }

  private hashOf(id: string): string {
    return this.secrets.hashOf(this.secrets.of(id));
  }

  // Under another APP_SECRET the same ticket has another address.
  private async mend(id: string): Promise<void> {
    const hash = this.hashOf(id);
    await this.em.execute('update downloads.ticket set secret_hash = ? where id = ? and secret_hash <> ?', [
      hash,
      id,
      hash,
    ]);
  }

  private async makePlace(userId: string): Promise<void> {
    await this.em.execute(
      `delete from downloads.ticket where id in
        (select id from downloads.ticket where user_id = ? order by armed_at desc, id desc offset ?)`,
      [userId, ticketsPerPerson],
    );
  }
}

function bearerOf({ userId, organizationId, limitedTo, credential, sessionId }: CustomerActor) {
  return [userId, organizationId, limitedTo?.licenseId ?? null, credential === 'token' ? sessionId : null];
}
