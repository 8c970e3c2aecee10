import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { EmailAddress } from '../../../../kernel/email-address.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ClaimReview } from '../../domain/claim-review.js';
import { ClaimStands } from '../../domain/identity.errors.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';

/** Who has neither invoice nor contact asks two agents to put them in the place of the first claimant. */
@Injectable()
export class ContestByReview {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: SignInTickets,
    private readonly organizations: OrganizationRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws SignInStepOver; ClaimStands when the claim was proved meanwhile */
  @Transactional()
  async execute(command: {
    readonly ticket: string;
    readonly email: EmailAddress;
    readonly locale: string;
    readonly statement: string;
  }): Promise<void> {
    const { ticket, email, locale, statement } = command;
    const now = this.clock.now();
    const { keyHolderId, organizationId } = await this.tickets.use(ticket, 'contest');
    const holder = await this.organizations.keyHolder(keyHolderId);
    if (!holder?.isProvisional(now)) throw ClaimStands.proved();
    const review = ClaimReview.ask(holder, { email, locale }, { statement, now });
    this.em.persist(review);
    const { id: objectId } = review;
    await this.audit.record({ action: 'identity.claim-review-asked', organizationId, objectId });
  }
}
