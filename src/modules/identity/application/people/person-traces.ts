import { Injectable } from '@nestjs/common';
import { Clock, later, minute } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Licensing } from '../../../licensing/index.js';

export interface SessionOfPerson {
  readonly id: string;
  readonly kind: 'page' | 'api';
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** A place in an organization: a role, or the license that the person claimed. */
export interface PlaceOfPerson {
  readonly organizationId: string;
  readonly organizationName: string;
  /** A member's role, or `key-holder`. */
  readonly role: string;
  readonly since: Date;
  /** Key holders only. */
  readonly licenseId: string | null;
  readonly serialNumber: string | null;
  /** False for a key holder whose claim waits for a proof (ruling C2). */
  readonly proved: boolean;
}

export interface InvitationOfPerson {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly email: string;
  readonly role: string;
  readonly state: 'pending' | 'expired' | 'accepted' | 'revoked';
  readonly createdAt: Date;
}

export interface EventOfPerson {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly actorKind: string;
  readonly byName: string | null;
}

/** What a person left in the portal, as far as it matters for getting in. */
export interface TracesOfPerson {
  readonly places: readonly PlaceOfPerson[];
  readonly sessions: readonly SessionOfPerson[];
  readonly invitations: readonly InvitationOfPerson[];
  readonly events: readonly EventOfPerson[];
  /** Refusals of the last 15 minutes: many of them mean that guesses are being slowed. */
  readonly recentRefusals: number;
}

@Injectable()
export class PersonTraces {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
    private readonly clock: Clock,
  ) {}

  async of(person: {
    readonly id: string;
    readonly email: string | null;
    readonly pendingEmail: string | null;
  }): Promise<TracesOfPerson> {
    const addresses = [person.email, person.pendingEmail].flatMap((email) => email?.toLowerCase() ?? []);
    const [places, sessions, invitations, events, recentRefusals] = await Promise.all([
      this.places(person.id),
      this.sessions(person.id),
      this.invitations(addresses),
      this.events(person.id),
      this.recentRefusals(person.id),
    ]);
    return { places, sessions, invitations, events, recentRefusals };
  }

  private async places(userId: string): Promise<PlaceOfPerson[]> {
    const now = this.clock.now();
    const rows = await this.database.many<Omit<PlaceOfPerson, 'serialNumber'>>(sql`
      select m.organization_id as "organizationId", o.name as "organizationName", m.role,
        m.joined_at as since, null::uuid as "licenseId", true as proved
      from identity.membership m join identity.organization o on o.id = m.organization_id
      where m.user_id = ${userId} and m.removed_at is null
      union all
      select k.organization_id, coalesce(o.name, ''), 'key-holder', k.claimed_at, k.license_id,
        coalesce(k.proved_at <= ${now}, false)
      from identity.key_holder k left join identity.organization o on o.id = k.organization_id
      where k.user_id = ${userId}
      order by since limit 50`);
    return Promise.all(
      rows.map(async (row) => ({
        ...row,
        serialNumber:
          row.licenseId && ((await this.licensing.licenseFacts(row.licenseId))?.serialNumber ?? null),
      })),
    );
  }

  private sessions(userId: string): Promise<SessionOfPerson[]> {
    const now = this.clock.now();
    return this.database.many<SessionOfPerson>(sql`
      select s.id, s.kind, s.user_agent as "userAgent", s.created_at as "createdAt",
        s.last_seen_at as "lastSeenAt"
      from identity.session s
      where s.user_id = ${userId} and s.ended_at is null and s.expires_at > ${now}
        and s.last_seen_at > ${now}::timestamptz - make_interval(secs => s.idle_seconds)
      order by s.last_seen_at desc, s.id desc limit 50`);
  }

  private invitations(addresses: readonly string[]): Promise<InvitationOfPerson[]> {
    return this.database.many<InvitationOfPerson>(sql`
      select i.id, i.organization_id as "organizationId", o.name as "organizationName", i.email, i.role,
        case when i.status = 'pending' and i.expires_at <= ${this.clock.now()} then 'expired'
          else i.status end as state, i.created_at as "createdAt"
      from identity.invitation i join identity.organization o on o.id = i.organization_id
      where lower(i.email) = any(${addresses}::text[])
      order by i.created_at desc, i.id desc limit 20`);
  }

  private events(userId: string): Promise<EventOfPerson[]> {
    return this.database.many<EventOfPerson>(sql`
      with entry as (
        select id, at, action, outcome, actor_kind, actor_id from platform.audit_entry
        where about_user_id = ${userId} order by at desc, id desc limit 20)
      select e.id, e.at, e.action, e.outcome, e.actor_kind as "actorKind", u.name as "byName"
      from entry e left join identity.user u on u.id = e.actor_id
      order by e.at desc, e.id desc`);
  }

  private async recentRefusals(userId: string): Promise<number> {
    const row = await this.database.one<{ refusals: number }>(sql`
      select count(*) as refusals from platform.audit_entry
      where about_user_id = ${userId} and outcome = 'refused' and at > ${later(this.clock.now(), -15 * minute)}`);
    return row?.refusals ?? 0;
  }
}
