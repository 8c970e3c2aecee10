import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { EmailAddress } from '../../../kernel/email-address.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { ClaimReviewDecided } from '../events/claim-review-decided.js';
import { ReviewOver, SecondAgentNeeded } from './claim-review.errors.js';
import type { KeyHolder } from './key-holder.js';

/** `proof`: the claimant asks. `contest`: somebody else says that they bought the license. */
export type ReviewKind = 'proof' | 'contest';
export type ReviewStatus = 'waiting' | 'confirmed' | 'refused';

/** A claim that waits for two agents: each looks for oneself, and one alone decides nothing but a refusal. */
@Entity({ schema: 'identity', tableName: 'claim_review' })
export class ClaimReview extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'text' })
  readonly kind!: ReviewKind;

  @Property({ type: 'uuid' })
  readonly keyHolderId!: string;

  @Property({ type: 'uuid' })
  readonly licenseId!: string;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  /** The claimant; null for a contest, whose author has no account. */
  @Property({ type: 'uuid', nullable: true })
  readonly userId!: UserId | null;

  /** Of who contests; the agents make sure that it is the buyer's, because the link goes there. */
  @Property({ type: 'text', nullable: true })
  readonly email!: EmailAddress | null;

  @Property({ type: 'text', nullable: true })
  readonly locale!: string | null;

  @Property({ type: 'text' })
  readonly statement!: string;

  @Property({ type: 'text' })
  readonly status!: ReviewStatus;

  @Property({ type: 'uuid', nullable: true })
  readonly firstBy!: UserId | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly firstAt!: Date | null;

  @Property({ type: 'uuid', nullable: true })
  readonly decidedBy!: UserId | null;

  @Property({ type: 'datetime', length: 3 })
  readonly requestedAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly decidedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param by the address of who contests; null when the claimant asks for the own claim */
  static ask(
    holder: KeyHolder,
    by: { readonly email: EmailAddress; readonly locale: string } | null,
    about: { readonly statement: string; readonly now: Date },
  ): ClaimReview {
    const review = new ClaimReview();
    const { id: keyHolderId, licenseId, organizationId } = holder;
    change<ClaimReview>(review, { id: newId(), keyHolderId, licenseId, organizationId });
    change<ClaimReview>(review, {
      kind: by ? 'contest' : 'proof',
      userId: by ? null : holder.userId,
      email: by?.email ?? null,
      locale: by?.locale ?? null,
    });
    change<ClaimReview>(review, { statement: about.statement, status: 'waiting', requestedAt: about.now });
    change<ClaimReview>(review, { firstBy: null, firstAt: null, decidedBy: null, decidedAt: null });
    return review;
  }

  /**
   * One agent's yes. @returns true with the second one
   * @throws SecondAgentNeeded when the same agent says yes twice. @throws ReviewOver when it is decided
   */
  confirm(agent: UserId, now: Date): boolean {
    if (this.status !== 'waiting') throw ReviewOver.decided();
    if (this.firstBy === agent) throw SecondAgentNeeded.other();
    if (this.firstBy === null) {
      change<ClaimReview>(this, { firstBy: agent, firstAt: now });
      return false;
    }
    this.decide('confirmed', agent, now);
    return true;
  }

  /** One no is enough. @throws ReviewOver when it is decided */
  refuse(agent: UserId, now: Date): void {
    if (this.status !== 'waiting') throw ReviewOver.decided();
    // Whoever said yes before may change their mind.
    if (this.firstBy === agent) change<ClaimReview>(this, { firstBy: null, firstAt: null });
    this.decide('refused', agent, now);
  }

  private decide(status: 'confirmed' | 'refused', agent: UserId, now: Date): void {
    change<ClaimReview>(this, { status, decidedBy: agent, decidedAt: now });
    this.raise(ClaimReviewDecided.of({ reviewId: this.id, outcome: status }, now));
  }
}
