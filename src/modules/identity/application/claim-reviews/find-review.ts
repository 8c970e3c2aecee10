import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../../platform/ports/audience.js';
import { ClaimReview } from '../../domain/claim-review.js';

/** Reviews of claims: for a decision, and for the mail that tells it. */
@Injectable()
export class FindReview {
  constructor(
    private readonly em: EntityManager,
    private readonly database: ReadDatabase,
    private readonly audience: Audience,
  ) {}

  /** Locked, so that of two decisions the second sees the first. @throws NotFound */
  async locked(id: string): Promise<ClaimReview> {
    const review = await this.em.findOne(ClaimReview, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!review) throw NotFound.of('claim');
    return review;
  }

  /** Who asked; null where no address is known. */
  async askerOf(id: string): Promise<Recipient | null> {
    const review = await this.em.findOne(ClaimReview, { id });
    if (!review) return null;
    if (review.userId !== null) return this.audience.user(review.userId);
    if (review.email === null) return null;
    const { email, locale } = review;
    return { userId: null, name: '', email, locale: locale ?? 'en', timeZone: 'UTC' };
  }

  async kindOf(id: string): Promise<ClaimReview['kind'] | null> {
    const row = await this.database.one<{ kind: ClaimReview['kind'] }>(
      sql`select kind from identity.claim_review where id = ${id}`,
    );
    return row?.kind ?? null;
  }
}
