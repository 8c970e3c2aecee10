import { Injectable } from '@nestjs/common';
import { Licensing } from '../../../licensing/index.js';
import { foldedSerial } from '../signing-in/folded-serial.js';
import { GuessLimits, type Origin } from '../signing-in/guess-limits.js';
import type { SerialStep } from '../signing-in/open-serial-step.js';
import { CommitLaunch } from './commit-launch.js';
import { LaunchTokens } from './launch-tokens.js';

/** Takes the launch that the product signed: past serial number + UID, with possession proved (row ID-1). */
@Injectable()
export class StartLaunch {
  constructor(
    private readonly licensing: Licensing,
    private readonly tokens: LaunchTokens,
    private readonly guesses: GuessLimits,
    private readonly commit: CommitLaunch,
  ) {}

  /** @throws SignInRefused whatever is wrong with the token, the installation or the license, and for a used launch */
  async execute(command: { readonly token: string; readonly origin: Origin }): Promise<SerialStep> {
    const { token, origin } = command;
    const claimed = this.tokens.claimed(token);
    const account = `serial:${foldedSerial(claimed?.serial ?? '')}`;
    await this.guesses.look(account, origin);
    const access = await this.licensing.bySerialAndUid(claimed?.serial ?? '', claimed?.uid ?? '');
    const launch = await this.tokens.verify(token, access?.launchKey ?? null);
    if (!claimed || !access?.usable || !launch) throw await this.guesses.refuse(origin, account);
    const step = await this.commit.execute({ access, launch, serialNumber: claimed.serial });
    if (!step) throw await this.guesses.refuse(origin, account);
    return step;
  }
}
