import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { InvalidInput, NotFound } from '../../../../kernel/errors.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { SlugTaken } from '../../domain/organization.errors.js';
import { isSlug } from '../../domain/organization.js';
import type { MemberRole } from '../../domain/roles.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { Managing } from './managing.js';

/** Which roles need a second factor, and the organization's own address of the sign-in page. Counts at once. */
@Injectable()
export class ChangeSignInRules {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly audit: Audit,
  ) {}

  /** @param rules.slug null for none @throws InvalidInput naming `slug`, SlugTaken */
  @Transactional()
  async execute(
    { organizationId }: Managing,
    rules: { readonly secondFactorRoles: readonly MemberRole[]; readonly slug: string | null },
  ): Promise<void> {
    const { secondFactorRoles, slug } = rules;
    if (slug !== null && !isSlug(slug)) {
      throw InvalidInput.field('slug', 'Use 3 to 40 small letters, digits and single dashes.');
    }
    if (slug !== null) await this.organizations.holdSlug(slug);
    const organization = await this.organizations.find(organizationId);
    if (!organization) throw NotFound.of('organization');
    const holder = slug === null ? null : await this.organizations.bySlug(slug);
    if (holder && holder.id !== organizationId) throw SlugTaken.already();
    organization.ruleSignIn(secondFactorRoles, slug);
    await this.audit.record({
      action: 'identity.sign-in-rules-changed',
      organizationId,
      details: { secondFactorRoles, hasAddress: slug !== null },
    });
  }
}
