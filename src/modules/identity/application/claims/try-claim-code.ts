import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { MailedCodes } from '../links/mailed-codes.js';

/** Tries a code on the user's claim. It returns the verdict, because a failure must be counted and committed. */
@Injectable()
export class TryClaimCode {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly codes: MailedCodes,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(userId: UserId, code: string): Promise<boolean> {
    const now = this.clock.now();
    const holder = await this.organizations.keyHolderOfUser(userId);
    if (!holder) return false;
    if (!holder.isProvisional(now)) return true;
    const link = await this.links.newestAbout('claim-proof', holder.id, now);
    if (!link) return false;
    if (link.tokenHash !== this.codes.hash(holder.id, code)) {
      link.noteFailure(now);
      return false;
    }
    link.use(now);
    holder.prove(now);
    return true;
  }
}
