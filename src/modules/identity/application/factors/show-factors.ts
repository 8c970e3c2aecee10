import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Unauthenticated } from '../../../../kernel/errors.js';
import { Config } from '../../../../platform/config/config.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** What an account has beside its password. */
export interface Factors {
  readonly authenticatorSince: Date | null;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
  /** Browsers that are not asked for the second step. */
  readonly rememberedDevices: number;
  /** True when a role of the person asks for a second factor. */
  readonly required: boolean;
}

@Injectable()
export class ShowFactors {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async execute(actor: SignedIn): Promise<Factors> {
    const row = await this.database.one<Factors>(sql`
      select u.totp_since as "authenticatorSince",
        (select count(*) from identity.passkey p where p.user_id = u.id) as passkeys,
        (select count(*) from identity.recovery_code c
          where c.user_id = u.id and c.used_at is null) as "recoveryCodesLeft",
        (select count(*) from identity.remembered_device d
          where d.user_id = u.id and d.expires_at > ${this.clock.now()}
            and d.created_at >= coalesce(u.password_changed_at, d.created_at)) as "rememberedDevices",
        (u.staff_role is not null and ${this.config.staffSecondFactor === 'required'}::boolean)
          or exists (select 1 from identity.membership m
            join identity.organization o on o.id = m.organization_id
            where m.user_id = u.id and m.removed_at is null
              and m.role = any(o.second_factor_roles)) as required
      from identity.user u where u.id = ${actor.userId}`);
    if (!row) throw new Unauthenticated('Sign in to continue.');
    return row;
  }
}
