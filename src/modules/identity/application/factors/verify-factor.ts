import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
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
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Which of the two it was; a mail tells of a used recovery code. @throws CodeRefused when it is wrong or was used before */
  async take(userId: string, code: string): Promise<'totp' | 'recovery-code'> {
    const user = await this.users.byId(userId);
    if (/^[\d\s]+$/.test(code) && user.totpSecret !== null) {
      const step = this.totp.stepOf(user.totpSecret, code);
      if (step === null) throw CodeRefused.wrong();
      user.takeTotpStep(step);
      return 'totp';
    }
    if (!(await this.recovery.take(user.id, code))) throw CodeRefused.wrong();
    user.noteFactorChange('recovery-code-used', this.clock.now());
    await this.audit.record({ action: 'identity.recovery-code-used', aboutUserId: user.id });
    return 'recovery-code';
  }
}
