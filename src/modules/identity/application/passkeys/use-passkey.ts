import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { PasskeyRefused } from '../../domain/passkeys.errors.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';
import { type PasskeyAnswer, PasskeyAnswers } from './passkey-answers.js';
import { isHandleOf } from './user-handle.js';

/** Takes the answer of a passkey. In the caller's transaction, after its challenge was used up in one of its own. */
@Injectable()
export class UsePasskey {
  constructor(
    private readonly passkeys: PasskeyRepository,
    private readonly answers: PasskeyAnswers,
    private readonly clock: Clock,
  ) {}

  /**
   * Whose passkey it is.
   * @param about.userId who must have answered; null where the passkey tells who signs in, and then it must tell
   * @throws PasskeyRefused
   */
  async take(about: {
    readonly answer: PasskeyAnswer;
    readonly challenge: string;
    readonly userId: UserId | null;
  }): Promise<UserId> {
    const { answer, challenge, userId } = about;
    const passkey = await this.passkeys.byCredential(answer.id);
    if (!passkey || (userId !== null && passkey.userId !== userId)) throw PasskeyRefused.asAlways();
    const handle = answer.response.userHandle;
    const isOwn = handle === undefined ? userId !== null : isHandleOf(passkey.userId, handle);
    if (!isOwn) throw PasskeyRefused.asAlways();
    passkey.use(await this.answers.ofKnown(answer, challenge, passkey), this.clock.now());
    return passkey.userId;
  }
}
