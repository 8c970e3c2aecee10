import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Standing } from '../../../../platform/ports/standing.js';
import type { Reader } from '../explanation.js';
import { OpenArtifact } from '../open-artifact.js';
import { KeepTicket, type KeptTicket } from './keep-ticket.js';
import { type Ticket, ticketPath } from './ticket.js';

/** Gives the address of a file that works without a session; asked again, the same one for another day (row DL-3). */
@Injectable()
export class MakeTicket {
  constructor(
    private readonly open: OpenArtifact,
    private readonly keep: KeepTicket,
    private readonly standing: Standing,
  ) {}

  /** @throws NotFound, NotEntitled as for the file itself */
  async execute(
    actor: CustomerActor,
    wanted: { readonly releaseId: string; readonly artifactId: string },
    reader: Reader,
  ): Promise<Ticket> {
    const file = await this.open.execute(actor, wanted, reader);
    const { id, secret, expiresAt } = await this.kept(actor, wanted);
    return { id, path: ticketPath(secret, file.fileName), expiresAt, file };
  }

  // Whoever knew an older password may have the older address: it stays dead, and the person gets another one.
  private async kept(
    actor: CustomerActor,
    wanted: Parameters<KeepTicket['execute']>[1],
  ): Promise<KeptTicket> {
    const kept = await this.keep.execute(actor, wanted);
    if (actor.credential === 'token') return kept;
    const bearer = { ...actor, credentialId: kept.id, apiTokenId: null, since: kept.madeAt };
    if (await this.standing.of(bearer, '')) return kept;
    await this.keep.forget(kept.id);
    return this.keep.execute(actor, wanted);
  }
}
