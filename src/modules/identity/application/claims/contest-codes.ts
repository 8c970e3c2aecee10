import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { OneTimeLink } from '../../domain/one-time-link.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { MailedCodes } from '../links/mailed-codes.js';

/**
 * The codes that the contact of a purchase passes on to who contests a claim. Each belongs to one step of one sign-in:
 * neither the first claimant nor another contestant can enter it, or use up its tries. Works in the caller's
 * transaction.
 */
@Injectable()
export class ContestCodes {
  constructor(
    private readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly codes: MailedCodes,
    private readonly clock: Clock,
  ) {}

  async mint(stepId: string): Promise<{ readonly code: string; readonly expiresAt: Date }> {
    const now = this.clock.now();
    await this.links.voidOpen('claim-contest', { aboutId: stepId }, now);
    const code = this.codes.newCode();
    const tokenHash = this.codes.hash(stepId, code);
    const link = OneTimeLink.mint({ purpose: 'claim-contest', tokenHash, aboutId: stepId, now });
    this.em.persist(link);
    return { code, expiresAt: link.expiresAt };
  }

  async take(stepId: string, typed: string): Promise<boolean> {
    const now = this.clock.now();
    const link = await this.links.newestAbout('claim-contest', stepId, now);
    if (link?.tokenHash !== this.codes.hash(stepId, MailedCodes.typed(typed))) return false;
    link.use(now);
    return true;
  }
}
