import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Licensing } from '../../../licensing/index.js';
import { folded } from '../signing-in/check-password.js';
import type { ResetEntry } from './request-password-reset.js';

/** Which user an entry of the recovery means; null when nobody. */
@Injectable()
export class FindRecoverable {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
  ) {}

  async execute(who: ResetEntry): Promise<UserId | null> {
    const row = 'login' in who ? await this.byLogin(folded(who.login)) : await this.bySerial(who);
    return row?.id ?? null;
  }

  private byLogin(login: string): Promise<{ id: UserId } | null> {
    return this.database.one(sql`
      select id from identity.user
      where disabled_at is null and (lower(email) = ${login} or lower(username collate "C") = ${login})`);
  }

  private async bySerial(who: { serialNumber: string; uid: string }): Promise<{ id: UserId } | null> {
    const access = await this.licensing.bySerialAndUid(who.serialNumber, who.uid);
    if (!access?.usable) return null;
    return this.database.one(sql`
      select u.id from identity.key_holder k join identity.user u on u.id = k.user_id
      where k.license_id = ${access.licenseId} and u.disabled_at is null`);
  }
}
