import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type PersonState, stateOfPerson } from './find-people.js';
import { PersonTraces, type TracesOfPerson } from './person-traces.js';
import { visibleTo } from './visible-people.js';

/** A user as staff see it: never a password, a hash, a token or a secret. */
export interface PersonFacts {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly pendingEmail: string | null;
  readonly username: string | null;
  readonly kind: 'customer' | 'staff';
  readonly staffRole: 'agent' | 'manager' | 'administrator' | null;
  readonly withheld: readonly string[];
  readonly state: PersonState;
  readonly hasPassword: boolean;
  readonly passwordChangedAt: Date | null;
  readonly totpSince: Date | null;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
  readonly locale: string | null;
  readonly timeZone: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly disabledReason: string | null;
  readonly disabledBy: { readonly id: string; readonly name: string } | null;
  readonly mergedInto: { readonly id: string; readonly name: string } | null;
}

export interface ShownPerson extends TracesOfPerson {
  readonly person: PersonFacts;
}

/** One person with the security state that an agent needs on the phone. */
@Injectable()
export class ShowPerson {
  constructor(
    private readonly database: ReadDatabase,
    private readonly traces: PersonTraces,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound also for colleagues, without the permission for staff accounts */
  async execute(actor: StaffActor, id: string): Promise<ShownPerson> {
    const person = await this.database.one<PersonFacts>(sql`
      select u.id, u.name, u.email, u.email_verified_at as "emailVerifiedAt", u.pending_email as "pendingEmail",
        u.username, case when u.staff_role is null then 'customer' else 'staff' end as kind,
        u.staff_role as "staffRole", u.withheld, ${stateOfPerson(this.clock.now())} as state,
        u.password_hash is not null as "hasPassword", u.password_changed_at as "passwordChangedAt",
        u.totp_since as "totpSince", u.locale, u.time_zone as "timeZone", u.created_at as "createdAt",
        (select count(*) from identity.passkey p where p.user_id = u.id) as passkeys,
        (select count(*) from identity.recovery_code c
          where c.user_id = u.id and c.used_at is null) as "recoveryCodesLeft",
        u.disabled_at as "disabledAt", u.disabled_reason as "disabledReason",
        (select jsonb_build_object('id', b.id, 'name', b.name) from identity.user b
          where b.id = u.disabled_by) as "disabledBy",
        (select jsonb_build_object('id', b.id, 'name', b.name) from identity.user b
          where b.id = u.merged_into) as "mergedInto"
      from identity.user u where u.id = ${id} and ${visibleTo(actor)}`);
    if (!person) throw NotFound.of('person');
    return { person, ...(await this.traces.of(person)) };
  }
}
