import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ReviewOver } from '../../domain/claim-review.errors.js';
import type { ClaimReview } from '../../domain/claim-review.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { FindReview } from './find-review.js';

/** An agent confirms or refuses a claim. It takes two different ones to confirm, and one to refuse (ruling C2). */
@Injectable()
export class DecideClaim {
  constructor(
    readonly em: EntityManager,
    private readonly reviews: FindReview,
    private readonly organizations: OrganizationRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, SecondAgentNeeded; ReviewOver when it is decided, or the claim is no longer provisional */
  @Transactional()
  async confirm(actor: StaffActor, reviewId: string): Promise<'first' | 'confirmed'> {
    const now = this.clock.now();
    const review = await this.reviews.locked(reviewId);
    const holder = await this.organizations.lockedKeyHolderOf(review.licenseId);
    if (holder?.id !== review.keyHolderId || !holder.isProvisional(now)) throw ReviewOver.decided();
    const second = review.confirm(actor.userId, now);
    await this.note(review, second ? 'identity.claim-confirmed' : 'identity.claim-confirmed-once');
    if (second && review.kind === 'proof') holder.prove('agents', now);
    return second ? 'confirmed' : 'first';
  }

  /** @throws NotFound, ReviewOver */
  @Transactional()
  async refuse(actor: StaffActor, reviewId: string): Promise<void> {
    const review = await this.reviews.locked(reviewId);
    review.refuse(actor.userId, this.clock.now());
    await this.note(review, 'identity.claim-refused');
  }

  private async note(review: ClaimReview, action: string): Promise<void> {
    const { id: objectId, organizationId, userId: aboutUserId, kind } = review;
    await this.audit.record({ action, objectId, organizationId, aboutUserId, details: { kind } });
  }
}
