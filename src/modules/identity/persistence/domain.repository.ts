import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { OrganizationDomain } from '../domain/organization-domain.js';

/** Domains of organizations. */
@Injectable()
export class DomainRepository {
  constructor(private readonly em: EntityManager) {}

  /** Makes whoever proves or adds the same domain wait until this transaction ends. */
  async hold(domain: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`domain:${domain}`]);
  }

  /** Locked. @throws NotFound also for one of another organization */
  async of(organizationId: OrganizationId, id: string): Promise<OrganizationDomain> {
    const found = await this.em.findOne(
      OrganizationDomain,
      { id, organizationId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!found) throw NotFound.of('domain');
    return found;
  }

  async named(organizationId: OrganizationId, domain: string): Promise<OrganizationDomain | null> {
    return this.em.findOne(OrganizationDomain, {
      organizationId,
      domain: domain as OrganizationDomain['domain'],
    });
  }

  async count(organizationId: OrganizationId): Promise<number> {
    return this.em.count(OrganizationDomain, { organizationId });
  }

  async isProvedByOthers({ domain, organizationId }: OrganizationDomain): Promise<boolean> {
    const rows = await this.em.execute(
      `select 1 from identity.organization_domain
        where domain = ? and verified_at is not null and organization_id <> ?`,
      [domain, organizationId],
    );
    return rows.length > 0;
  }
}
