import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { CodeRefused } from '../../domain/identity.errors.js';
import { MailedCodes } from '../links/mailed-codes.js';
import { TryClaimCode } from './try-claim-code.js';

/** Enters the code that was mailed to the contact of the purchase; then the license's data are reached (ruling C2). */
@Injectable()
export class ProveClaim {
  constructor(private readonly attempt: TryClaimCode) {}

  /** @throws CodeRefused when it is wrong, over, or was tried five times. Proved claims take any code. */
  async execute(actor: CustomerActor, code: string): Promise<void> {
    const right = await this.attempt.execute(actor.userId, MailedCodes.typed(code));
    if (!right) throw CodeRefused.wrong();
  }
}
