import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Licensing } from '../../../licensing/index.js';
import { folded } from '../signing-in/check-password.js';

/** The customer's account that an e-mail address, username or serial number means; null when there is none. */
@Injectable()
export class FindMergePartner {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
  ) {}

  async execute(typed: string): Promise<UserId | null> {
    const login = folded(typed);
    const license = await this.licensing.bySerial(typed);
    const row = await this.database.one<{ id: UserId }>(sql`
      select u.id from identity.user u
      where u.staff_role is null and u.disabled_at is null
        and (lower(u.email) = ${login} or lower(u.username collate "C") = ${login}
          or u.id = (select k.user_id from identity.key_holder k where k.license_id = ${license?.licenseId ?? null}))
      limit 1`);
    return row?.id ?? null;
  }
}
