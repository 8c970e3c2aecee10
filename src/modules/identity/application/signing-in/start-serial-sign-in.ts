import { Injectable } from '@nestjs/common';
import { Audit } from '../../../../platform/audit/audit.js';
import { Licensing } from '../../../licensing/index.js';
import { foldedSerial } from './folded-serial.js';
import { GuessLimits, type Origin } from './guess-limits.js';
import { OpenSerialStep, type SerialStep } from './open-serial-step.js';

/** Checks a serial number with its UID and opens the next step: the first password, or the password. */
@Injectable()
export class StartSerialSignIn {
  constructor(
    private readonly licensing: Licensing,
    private readonly guesses: GuessLimits,
    private readonly step: OpenSerialStep,
    private readonly audit: Audit,
  ) {}

  /** @throws SignInRefused for an unknown serial number, a wrong or foreign UID, a revoked license, too many guesses */
  async execute(command: {
    readonly serialNumber: string;
    readonly uid: string;
    readonly origin: Origin;
    readonly returnTo?: string | null;
  }): Promise<SerialStep> {
    const { serialNumber, uid, origin, returnTo = null } = command;
    const account = `serial:${foldedSerial(serialNumber)}`;
    await this.guesses.look(account, origin);
    const access = await this.licensing.bySerialAndUid(serialNumber, uid);
    if (!access?.usable) {
      await this.audit.record({ action: 'identity.serial-number-refused', outcome: 'refused' });
      throw await this.guesses.refuse(origin, account);
    }
    return this.step.execute({ access, serialNumber, launched: false, returnTo });
  }
}
