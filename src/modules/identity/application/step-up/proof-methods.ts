import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { ProofMethod } from '../../domain/step-up-proof.js';

interface Row {
  readonly totp: boolean;
  readonly codes: boolean;
  readonly email: boolean;
}

/** How a person can prove themselves. */
@Injectable()
export class ProofMethods {
  constructor(private readonly database: ReadDatabase) {}

  /**
   * The best first. Whoever has a second factor proves that one: a mailbox alone must not change what protects the
   * account (row ID-3). The password is asked only of those who have neither a factor nor an address.
   */
  async of({ userId }: SignedIn): Promise<readonly ProofMethod[]> {
    const row = await this.database.one<Row>(sql`
      select u.totp_since is not null as totp, u.email is not null as email,
        exists (select 1 from identity.recovery_code c where c.user_id = u.id and c.used_at is null) as codes
      from identity.user u where u.id = ${userId}`);
    if (row?.totp) return row.codes ? ['totp', 'recovery-code'] : ['totp'];
    return row?.email ? ['email'] : ['password'];
  }
}
