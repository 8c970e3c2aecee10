import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Reader } from '../explanation.js';
import { MakeTicket } from './make-ticket.js';
import type { Ticket } from './ticket.js';

/** Arms a ticket again: its address works for another day. */
@Injectable()
export class RenewTicket {
  constructor(
    private readonly database: ReadDatabase,
    private readonly make: MakeTicket,
  ) {}

  /** @throws NotFound for tickets of others; NotFound, NotEntitled as for the file itself */
  async execute(actor: CustomerActor, ticketId: string, reader: Reader): Promise<Ticket> {
    const apiTokenId = actor.credential === 'token' ? actor.sessionId : null;
    const wanted = await this.database.one<{ releaseId: string; artifactId: string }>(sql`
      select release_id as "releaseId", artifact_id as "artifactId" from downloads.ticket
      where id = ${ticketId} and user_id = ${actor.userId} and organization_id = ${actor.organizationId}
        and license_id is not distinct from ${actor.limitedTo?.licenseId ?? null}::uuid
        and api_token_id is not distinct from ${apiTokenId}::uuid`);
    if (!wanted) throw NotFound.of('download ticket');
    return this.make.execute(actor, wanted, reader);
  }
}
