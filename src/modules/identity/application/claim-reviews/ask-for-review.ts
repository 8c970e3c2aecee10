import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ClaimReview } from '../../domain/claim-review.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';

/** A provisional key holder asks two agents to look at the claim. Asking again while it waits changes nothing. */
@Injectable()
export class AskForReview {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(actor: CustomerActor, statement: string): Promise<void> {
    const now = this.clock.now();
    const found = await this.organizations.keyHolderOfUser(actor.userId);
    const holder = found && (await this.organizations.lockedKeyHolderOf(found.licenseId));
    if (holder?.userId !== actor.userId || !holder.isProvisional(now)) return;
    const waiting = { keyHolderId: holder.id, kind: 'proof', status: 'waiting' } as const;
    if ((await this.em.count(ClaimReview, waiting)) > 0) return;
    const review = ClaimReview.ask(holder, null, { statement, now });
    this.em.persist(review);
    await this.audit.record({ action: 'identity.claim-review-asked', objectId: review.id });
  }
}
