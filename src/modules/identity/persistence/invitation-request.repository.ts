import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { domainOf } from '../domain/domain-name.js';
import { InvitationRequest, type RequestReason } from '../domain/invitation-request.js';

/** Whom a request concerns; `organizationId` is null when nobody of ours knows the address. */
export interface Concerned {
  readonly reason: RequestReason;
  readonly organizationId: OrganizationId | null;
}

@Injectable()
export class InvitationRequestRepository {
  constructor(private readonly em: EntityManager) {}

  /** Locked. */
  async find(id: string): Promise<InvitationRequest | null> {
    return this.em.findOne(InvitationRequest, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  /** Locked. @param organizationId null for those that staff decide @throws NotFound for one of others */
  async of(organizationId: OrganizationId | null, id: string): Promise<InvitationRequest> {
    const request = await this.find(id);
    if (!request || request.status === 'received' || request.organizationId !== organizationId)
      throw NotFound.of('request');
    return request;
  }

  /** The organization that invited the address last, else the one that proved its domain. */
  async concerned(email: string): Promise<Concerned> {
    const rows: Concerned[] = await this.em.execute(
      `select * from (
        select 1 as rank, 'invited' as reason, organization_id as "organizationId", sent_at as at
        from identity.invitation where lower(email) = ? and status = 'pending'
        union all
        select 2, 'domain', organization_id, verified_at
        from identity.organization_domain where domain = ? and verified_at is not null
      ) found order by rank, at desc limit 1`,
      [email, domainOf(email)],
    );
    const [row] = rows;
    return row
      ? { reason: row.reason, organizationId: row.organizationId }
      : { reason: 'unknown', organizationId: null };
  }

  /** Whether the address needs no answer: it has an account there already, or asked before and waits. */
  async isAnswered(email: string, { organizationId }: Concerned): Promise<boolean> {
    const rows = await this.em.execute(
      `select 1 from identity.user u where lower(u.email) = ? and (?::uuid is null or u.staff_role is not null
          or exists (select 1 from identity.membership m where m.user_id = u.id and m.organization_id = ?::uuid
            and m.removed_at is null))
        union all
        select 1 from identity.invitation_request r where lower(r.email) = ? and r.status = 'open'
          and r.organization_id is not distinct from ?::uuid`,
      [email, organizationId, organizationId, email, organizationId],
    );
    return rows.length > 0;
  }

  /** How many requests that nobody knows staff were told of since then. */
  async unknownSince(instant: Date): Promise<number> {
    return this.em.count(InvitationRequest, { reason: 'unknown', requestedAt: { $gte: instant } });
  }

  /** Open requests of the address that an invitation of this organization answers. */
  async answer(email: string, organizationId: OrganizationId, by: { userId: UserId | null; now: Date }) {
    await this.em.nativeUpdate(
      InvitationRequest,
      {
        email: email as InvitationRequest['email'],
        status: 'open',
        $or: [{ organizationId }, { organizationId: null }],
      },
      { status: 'approved', decidedAt: by.now, decidedBy: by.userId },
    );
  }
}
