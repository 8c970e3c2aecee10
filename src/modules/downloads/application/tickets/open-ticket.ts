import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Standing } from '../../../../platform/ports/standing.js';
import { DownloadTicketOver } from '../../domain/download-ticket.errors.js';
import type { Reader } from '../explanation.js';
import { OpenArtifact, type OpenedArtifact } from '../open-artifact.js';
import { TicketSecrets } from './ticket-secrets.js';

interface Row {
  readonly id: string;
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  readonly licenseId: string | null;
  readonly apiTokenId: string | null;
  readonly releaseId: string;
  readonly artifactId: string;
  readonly fileName: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

/** What a ticket fetches, and for whom. */
export interface OpenedTicket {
  readonly actor: CustomerActor;
  readonly file: OpenedArtifact;
}

/**
 * Decides at every request, and so at every byte range, whether the ticket is alive, its person still in place, and
 * the file still theirs: a license that is revoked stops a download that is under way (row DL-3, security.md B5).
 */
@Injectable()
export class OpenTicket {
  constructor(
    private readonly database: ReadDatabase,
    private readonly secrets: TicketSecrets,
    private readonly standing: Standing,
    private readonly open: OpenArtifact,
    private readonly clock: Clock,
  ) {}

  /**
   * @param asked.network the address that asks
   * @throws NotFound for what is no address of ours; DownloadTicketOver
   * @throws NotEntitled with the reason, the remedy and the newest permitted release
   */
  async execute(
    asked: { readonly secret: string; readonly fileName: string; readonly network: string },
    reader: Reader,
  ): Promise<OpenedTicket> {
    const ticket = await this.find(asked.secret);
    if (!ticket || ticket.fileName !== asked.fileName) throw NotFound.of('download');
    if (ticket.expiresAt <= this.clock.now()) throw DownloadTicketOver.expired(ticket);
    const actor = await this.holderOf(ticket, asked.network);
    return { actor, file: await this.open.execute(actor, ticket, reader) };
  }

  private async holderOf(ticket: Row, network: string): Promise<CustomerActor> {
    const { id, userId, organizationId, apiTokenId, licenseId, madeAt } = ticket;
    const bearer = { credentialId: id, userId, organizationId, apiTokenId, since: madeAt };
    const actor = await this.standing.of(bearer, network);
    const stands =
      actor?.kind === 'customer' &&
      actor.userId === userId &&
      actor.organizationId === organizationId &&
      (actor.limitedTo?.licenseId ?? null) === licenseId;
    if (!stands || actor.provisional || actor.secondFactorDue || !actor.permissions.has('downloads.read'))
      throw DownloadTicketOver.withdrawn();
    return actor;
  }

  private async find(secret: string): Promise<Row | null> {
    return this.database.one<Row>(sql`
      select t.id, t.user_id as "userId", t.organization_id as "organizationId", t.license_id as "licenseId",
        t.api_token_id as "apiTokenId", t.release_id as "releaseId", t.artifact_id as "artifactId",
        t.made_at as "madeAt", t.expires_at as "expiresAt", a.file_name as "fileName"
      from downloads.ticket t join downloads.artifact a on a.id = t.artifact_id
      where t.secret_hash = ${this.secrets.hashOf(secret)}`);
  }
}
