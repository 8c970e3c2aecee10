import { Injectable } from '@nestjs/common';
import { CodeRefused } from '../../domain/identity.errors.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from './recovery-codes.js';
import { Totp } from './totp.js';

/** Takes a code of the user's authenticator, or one of the recovery codes, once. In the caller's transaction. */
@Injectable()
export class VerifyFactor {
  constructor(
    private readonly users: UserRepository,
    private readonly totp: Totp,
    private readonly recovery: RecoveryCodes,
  ) {}

  /** @throws CodeRefused when it is wrong or was used before */
  async take(userId: string, code: string): Promise<void> {
    const user = await this.users.byId(userId);
    if (/^[\d\s]+$/.test(code) && user.totpSecret !== null) {
      const step = this.totp.stepOf(user.totpSecret, code);
      if (step === null) throw CodeRefused.wrong();
      user.takeTotpStep(step);
    } else if (!(await this.recovery.take(user.id, code))) throw CodeRefused.wrong();
  }
}
