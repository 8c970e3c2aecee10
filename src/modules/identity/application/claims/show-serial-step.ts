import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';

/** What is possible at the password step beside the password. */
export interface SerialStepFacts {
  readonly launched: boolean;
  /** The claim is not proved, so who bought the license can take its place. */
  readonly contestable: boolean;
  /** A launch of an installation that this account came in from before replaces the password at once (ruling C3). */
  readonly replaceable: boolean;
}

@Injectable()
export class ShowSerialStep {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws SignInStepOver */
  async execute(token: string): Promise<SerialStepFacts & { readonly keyHolderId: string | null }> {
    const ticket = await this.tickets.read(token, 'password');
    const row = await this.database.one<{ id: string; provedAt: Date | null; known: boolean }>(sql`
      select k.id, k.proved_at as "provedAt", exists (select 1 from identity.known_installation i
        where i.key_holder_id = k.id and i.installation_id = ${ticket.installationId}) as known
      from identity.key_holder k
      where k.license_id = ${ticket.licenseId} and k.user_id = ${ticket.userId}`);
    const { launched } = ticket;
    if (!row) return { launched, contestable: false, replaceable: false, keyHolderId: null };
    const contestable = row.provedAt === null || row.provedAt > this.clock.now();
    const replaceable = launched && !contestable && row.known;
    return { launched, contestable, replaceable, keyHolderId: row.id };
  }
}
