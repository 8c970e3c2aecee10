import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { CommitPasskey } from './commit-passkey.js';
import { type NewPasskeyAnswer, PasskeyAnswers } from './passkey-answers.js';
import { PasskeyChallenges } from './passkey-challenges.js';

/** Adds a passkey that the person's device just made. */
@Injectable()
export class AddPasskey {
  constructor(
    private readonly challenges: PasskeyChallenges,
    private readonly answers: PasskeyAnswers,
    private readonly commit: CommitPasskey,
    private readonly clock: Clock,
  ) {}

  /**
   * The passkey, and new recovery codes in the clear, this once, where the person had none left.
   * @throws PasskeyRefused, TooManyPasskeys
   */
  async execute(
    actor: SignedIn,
    command: { readonly name: string; readonly answer: NewPasskeyAnswer },
  ): Promise<{ readonly id: string; readonly recoveryCodes: readonly string[] }> {
    const { name, answer } = command;
    const challenge = await this.challenges.take(answer.response.clientDataJSON, 'register', actor.userId);
    const verified = await this.answers.ofNew(answer, challenge);
    return this.commit.execute(actor, { ...verified, name, now: this.clock.now() });
  }
}
