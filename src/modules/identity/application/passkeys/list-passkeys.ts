import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { RelyingParty } from './relying-party.js';

export interface PasskeyEntry {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** The host name it was made for, when that is not the portal's any more; it does not work then. */
  readonly elsewhere: string | null;
}

/** The person's own passkeys, oldest first; there are at most twenty. */
@Injectable()
export class ListPasskeys {
  constructor(
    private readonly database: ReadDatabase,
    private readonly party: RelyingParty,
  ) {}

  /** False where browsers make no passkeys: without HTTPS, or under an address instead of a name. */
  get isPossible(): boolean {
    return this.party.isPossible;
  }

  execute(actor: SignedIn): Promise<PasskeyEntry[]> {
    return this.database.many<PasskeyEntry>(sql`
      select id, name, created_at as "createdAt", last_used_at as "lastUsedAt",
        nullif(rp_id, ${this.party.id}) as elsewhere
      from identity.passkey where user_id = ${actor.userId} order by created_at, id limit 100`);
  }

  /** @throws NotFound also when it is somebody else's */
  async one(actor: SignedIn, id: string): Promise<PasskeyEntry> {
    const passkey = (await this.execute(actor)).find((entry) => entry.id === id);
    if (!passkey) throw NotFound.of('passkey');
    return passkey;
  }
}
