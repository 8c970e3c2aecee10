import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../../platform/audit/audit.js';
import { DomainRepository } from '../../persistence/domain.repository.js';
import type { Managing } from './managing.js';

/** Lets a domain go; nobody asks to join by it any more, and another organization may prove it. */
@Injectable()
export class RemoveDomain {
  constructor(
    private readonly em: EntityManager,
    private readonly domains: DomainRepository,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound */
  @Transactional()
  async execute({ organizationId }: Managing, domainId: string): Promise<void> {
    this.em.remove(await this.domains.of(organizationId, domainId));
    await this.audit.record({ action: 'identity.domain-removed', organizationId, objectId: domainId });
  }
}
