import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { OrganizationDomain } from '../../domain/organization-domain.js';
import { DomainRepository } from '../../persistence/domain.repository.js';

/** Keeps what a look into the DNS found. Of two organizations that prove one domain at once, the first has it. */
@Injectable()
export class NoteDomainCheck {
  constructor(
    readonly em: EntityManager,
    private readonly domains: DomainRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Says that somebody asked, and what to look for. @throws NotFound */
  @Transactional()
  async ask(organizationId: OrganizationId, domainId: string): Promise<string> {
    const asked = await this.domains.of(organizationId, domainId);
    asked.askForCheck(this.clock.now());
    return asked.domain;
  }

  /** @param about.texts of the domain; null when no server answered @throws NotFound */
  @Transactional()
  async execute(about: {
    readonly organizationId: OrganizationId;
    readonly domainId: string;
    readonly domain: string;
    readonly texts: readonly string[] | null;
  }): Promise<void> {
    const { organizationId, domainId, domain, texts } = about;
    await this.domains.hold(domain);
    const checked = await this.domains.of(organizationId, domainId);
    if (checked.verifiedAt !== null) return;
    checked.note(await this.outcome(checked, texts), this.clock.now());
    if (checked.outcome !== 'found') return;
    await this.audit.record({ action: 'identity.domain-verified', organizationId, objectId: checked.id });
  }

  private async outcome(checked: OrganizationDomain, texts: readonly string[] | null) {
    if (texts === null) return 'no-answer';
    if (!texts.includes(checked.record)) return 'not-found';
    return (await this.domains.isProvedByOthers(checked)) ? 'taken' : 'found';
  }
}
