import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Orders } from '../../../orders/index.js';
import type { KeyHolder } from '../../domain/key-holder.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { MailedCodes } from '../links/mailed-codes.js';

/** Which proof of a claim a typed code is: the mailed code, or the one that the invoice prints. */
@Injectable()
export class ClaimProofs {
  constructor(
    private readonly orders: Orders,
    private readonly links: OneTimeLinkRepository,
    private readonly codes: MailedCodes,
    private readonly clock: Clock,
  ) {}

  /** Uses a right mailed code up and counts a wrong one, in the caller's transaction. Null: it is none. */
  async take(holder: KeyHolder, typed: string): Promise<'contact' | 'invoice' | null> {
    if (holder.orderId !== null && this.orders.isClaimCode(holder.orderId, typed)) return 'invoice';
    const now = this.clock.now();
    const link = await this.links.newestAbout('claim-proof', holder.id, now);
    if (!link) return null;
    if (link.tokenHash !== this.codes.hash(holder.id, MailedCodes.typed(typed))) {
      link.noteFailure(now);
      return null;
    }
    link.use(now);
    return 'contact';
  }
}
