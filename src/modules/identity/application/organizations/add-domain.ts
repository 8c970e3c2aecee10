import { randomBytes } from 'node:crypto';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { domainName } from '../../domain/domain-name.js';
import { TooManyDomains } from '../../domain/organization.errors.js';
import { OrganizationDomain } from '../../domain/organization-domain.js';
import { DomainRepository } from '../../persistence/domain.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { Managing } from './managing.js';

const most = 20;

/** Names a domain of the organization; it counts once its DNS shows the record. The same one again stays as it is. */
@Injectable()
export class AddDomain {
  constructor(
    private readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly domains: DomainRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming `domain`, TooManyDomains */
  @Transactional()
  async execute({ organizationId }: Managing, text: string): Promise<{ readonly domainId: string }> {
    const domain = domainName(text);
    await this.organizations.holdMembers(organizationId);
    const known = await this.domains.named(organizationId, domain);
    if (known) return { domainId: known.id };
    if ((await this.domains.count(organizationId)) >= most) throw TooManyDomains.of(most);
    const token = randomBytes(20).toString('base64url');
    const added = OrganizationDomain.add({ organizationId, domain, token, now: this.clock.now() });
    this.em.persist(added);
    await this.audit.record({ action: 'identity.domain-added', organizationId, objectId: added.id });
    return { domainId: added.id };
  }
}
