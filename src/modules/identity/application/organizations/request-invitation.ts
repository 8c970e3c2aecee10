import { Injectable } from '@nestjs/common';
import { emailAddress } from '../../../../kernel/email-address.js';
import { TooManyAttempts } from '../../../../kernel/errors.js';
import { declareLimit, type Limit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import type { Origin } from '../signing-in/guess-limits.js';
import { RecordInvitationRequest } from './record-invitation-request.js';

const perNetwork = declareLimit({
  name: 'identity.invitation-request-network',
  points: 20,
  perSeconds: 3_600,
});
const perAddress = declareLimit({
  name: 'identity.invitation-request-address',
  points: 3,
  perSeconds: 86_400,
});

/** Asks for an invitation. The answer never tells whether anybody is meant; the worker finds out (row S3.52). */
@Injectable()
export class RequestInvitation {
  constructor(
    private readonly limits: RateLimits,
    private readonly record: RecordInvitationRequest,
  ) {}

  /**
   * @throws InvalidInput when it is no address
   * @throws TooManyAttempts for the network only; for an address more requests are quietly let go
   */
  async execute(
    asked: { readonly email: string; readonly name: string; readonly locale: string | null },
    origin: Origin,
  ): Promise<void> {
    const email = emailAddress(asked.email);
    await this.limits.consume(perNetwork, origin.network);
    if (await this.isExhausted(perAddress, email)) return;
    await this.record.execute({ ...asked, email });
  }

  private async isExhausted(limit: Limit, key: string): Promise<boolean> {
    try {
      await this.limits.consume(limit, key);
      return false;
    } catch (error) {
      if (error instanceof TooManyAttempts) return true;
      throw error;
    }
  }
}
