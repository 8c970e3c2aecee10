import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import type { StaffRole } from '../../domain/roles.js';

export const colleagueStates = ['active', 'invited', 'invitation-expired', 'disabled', 'revoked'] as const;

/** An agent, manager or administrator, as administrators see them. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: StaffRole;
  readonly withheld: readonly string[];
  readonly state: (typeof colleagueStates)[number];
  readonly hasSecondFactor: boolean;
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
}

/** The vendor's staff, by name; a vendor has few, so that the list is whole. */
@Injectable()
export class ListStaff {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<Colleague[]> {
    return this.colleagues(nothing);
  }

  /** @throws NotFound for customers */
  async one(id: string): Promise<Colleague> {
    const [colleague] = await this.colleagues(sql`and u.id = ${id}`);
    if (!colleague) throw NotFound.of('colleague');
    return colleague;
  }

  private colleagues(condition: Statement): Promise<Colleague[]> {
    return this.database.many<Colleague>(sql`
      select u.id, u.name, u.email, u.staff_role as role, u.withheld, u.created_at as "createdAt",
        case when u.disabled_at is not null then case when u.password_hash is null then 'revoked' else 'disabled' end
          when u.password_hash is not null then 'active'
          when exists (select 1 from identity.one_time_link l where l.user_id = u.id and l.used_at is null
            and l.voided_at is null and l.expires_at > ${this.clock.now()}
            and l.purpose = 'password-reset') then 'invited'
          else 'invitation-expired' end as state,
        (u.totp_since is not null
          or exists (select 1 from identity.passkey p where p.user_id = u.id)) as "hasSecondFactor",
        (select max(s.last_seen_at) from identity.session s where s.user_id = u.id) as "lastSeenAt"
      from identity.user u where u.staff_role is not null ${condition}
      order by u.disabled_at is not null, lower(u.name), u.id limit 500`);
  }
}
