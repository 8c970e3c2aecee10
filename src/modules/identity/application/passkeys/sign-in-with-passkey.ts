import { Injectable } from '@nestjs/common';
import { SignInRefused } from '../../domain/identity.errors.js';
import { PasskeyRefused } from '../../domain/passkeys.errors.js';
import type { Face, OpenedSession } from '../sessions/open-session.js';
import { CommitPasskeySignIn } from './commit-passkey-sign-in.js';
import type { PasskeyAnswer } from './passkey-answers.js';
import { PasskeyChallenges } from './passkey-challenges.js';

/**
 * Signs in by a passkey alone: the device has it and knew its person, so it is both factors at once, and nothing is
 * typed (row ID-2).
 */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly challenges: PasskeyChallenges,
    private readonly commit: CommitPasskeySignIn,
  ) {}

  /** @throws PasskeyRefused whatever the cause */
  async execute(command: { readonly answer: PasskeyAnswer; readonly face: Face }): Promise<OpenedSession> {
    const { answer } = command;
    const challenge = await this.challenges.take(answer.response.clientDataJSON, 'sign-in', null);
    try {
      return await this.commit.execute({ ...command, challenge });
    } catch (error) {
      throw error instanceof SignInRefused ? PasskeyRefused.asAlways() : error;
    }
  }
}
