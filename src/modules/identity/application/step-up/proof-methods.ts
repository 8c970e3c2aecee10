import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { ProofMethod } from '../../domain/step-up-proof.js';
import { RelyingParty } from '../passkeys/relying-party.js';

interface Row {
  readonly totp: boolean;
  readonly passkey: boolean;
  readonly codes: boolean;
  readonly email: boolean;
}

/** How a person can prove themselves. */
@Injectable()
export class ProofMethods {
  constructor(
    private readonly database: ReadDatabase,
    private readonly party: RelyingParty,
  ) {}

  /**
   * The best first. Whoever has a second factor proves that one: a mailbox alone must not change what protects the
   * account (row ID-3). The password is asked only of those who have neither a factor nor an address.
   */
  async of({ userId }: SignedIn): Promise<readonly ProofMethod[]> {
    const row = await this.database.one<Row>(sql`
      select u.totp_since is not null as totp,
        exists (select 1 from identity.passkey p
          where p.user_id = u.id and p.rp_id = ${this.party.id}) as passkey, u.email is not null as email,
        exists (select 1 from identity.recovery_code c where c.user_id = u.id and c.used_at is null) as codes
      from identity.user u where u.id = ${userId}`);
    if (row?.passkey || row?.totp) {
      return [
        ...(row.passkey ? (['passkey'] as const) : []),
        ...(row.totp ? (['totp'] as const) : []),
        ...(row.codes ? (['recovery-code'] as const) : []),
      ];
    }
    return row?.email ? ['email'] : ['password'];
  }
}
