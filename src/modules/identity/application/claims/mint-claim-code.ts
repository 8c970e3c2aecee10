import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { OneTimeLink } from '../../domain/one-time-link.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { MailedCodes } from '../links/mailed-codes.js';

/** Makes the code that proves a claim, in the mail worker while the mail is written. The newest voids the older ones. */
@Injectable()
export class MintClaimCode {
  constructor(
    private readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly organizations: OrganizationRepository,
    private readonly codes: MailedCodes,
    private readonly clock: Clock,
  ) {}

  /** Null when the claim is proved by now. */
  @Transactional()
  async execute(keyHolderId: string): Promise<{ readonly code: string; readonly expiresAt: Date } | null> {
    const now = this.clock.now();
    const holder = await this.organizations.keyHolder(keyHolderId);
    if (!holder?.isProvisional(now)) return null;
    await this.links.voidOpen('claim-proof', { aboutId: holder.id }, now);
    const code = this.codes.newCode();
    const link = OneTimeLink.mint({
      purpose: 'claim-proof',
      tokenHash: this.codes.hash(holder.id, code),
      userId: holder.userId,
      aboutId: holder.id,
      now,
    });
    this.em.persist(link);
    return { code, expiresAt: link.expiresAt };
  }
}
