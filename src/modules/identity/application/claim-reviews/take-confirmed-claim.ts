import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Licensing } from '../../../licensing/index.js';
import { ClaimReview } from '../../domain/claim-review.js';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { tokenHash } from '../../domain/secrets.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';

/** Uses the link that two agents had mailed: its owner sets the password, and the first claim gives way. */
@Injectable()
export class TakeConfirmedClaim {
  constructor(
    readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly licensing: Licensing,
    private readonly tickets: SignInTickets,
    private readonly clock: Clock,
  ) {}

  /** @throws LinkNotUsable when it is used, expired or replaced, or the license is revoked */
  @Transactional()
  async execute(token: string): Promise<{ readonly next: 'set-password'; readonly ticket: string }> {
    const now = this.clock.now();
    const link = await this.links.usable('claim-confirmed', tokenHash(token), now);
    const review = link?.aboutId ? await this.em.findOne(ClaimReview, { id: link.aboutId }) : null;
    const license = review && (await this.licensing.licenseFacts(review.licenseId));
    if (!link || !review || !license || license.status === 'revoked') throw LinkNotUsable.of('claim');
    link.use(now);
    const { licenseId, organizationId, keyHolderId: evicts } = review;
    const { orderId, serialNumber } = license;
    const about = { licenseId, organizationId, orderId, serialNumber, installationId: null, next: null };
    const ticket = await this.tickets.mint({ stage: 'set-password', ...about, proof: 'agents', evicts });
    return { next: 'set-password', ticket };
  }
}
