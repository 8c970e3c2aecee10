import { Injectable } from '@nestjs/common';
import { TooManyAttempts } from '../../../../kernel/errors.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { Licensing } from '../../../licensing/index.js';
import { folded } from '../signing-in/check-password.js';
import type { Origin } from '../signing-in/guess-limits.js';
import { RecordResetRequest } from './record-reset-request.js';

const perNetwork = declareLimit({ name: 'identity.reset-network', points: 30, perSeconds: 3_600 });
const perAccount = declareLimit({ name: 'identity.reset-account', points: 5, perSeconds: 3_600 });

/** What somebody typed to get a new password: three entries, one flow (ruling C5). */
export type ResetEntry = { readonly login: string } | { readonly serialNumber: string; readonly uid: string };

/** Asks for a reset. The answer never tells whether anybody is meant; the worker finds out. */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly limits: RateLimits,
    private readonly licensing: Licensing,
    private readonly record: RecordResetRequest,
  ) {}

  /** @throws TooManyAttempts for the network only; for an account more requests are quietly let go */
  async execute(entry: ResetEntry, origin: Origin): Promise<void> {
    await this.limits.consume(perNetwork, origin.network);
    const key = 'login' in entry ? folded(entry.login) : `serial:${entry.serialNumber.toUpperCase()}`;
    if (await this.isExhausted(key)) return;
    if ('login' in entry) {
      await this.record.execute({ login: folded(entry.login), licenseId: null });
      return;
    }
    const access = await this.licensing.bySerialAndUid(entry.serialNumber, entry.uid);
    await this.record.execute({ login: null, licenseId: access?.usable ? access.licenseId : null });
  }

  private async isExhausted(key: string): Promise<boolean> {
    try {
      await this.limits.consume(perAccount, key);
      return false;
    } catch (error) {
      if (error instanceof TooManyAttempts) return true;
      throw error;
    }
  }
}
