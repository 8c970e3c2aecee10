import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import type { PasskeyPurpose } from '../../domain/passkey-challenge.js';
import type { PasskeyAnswer } from '../passkeys/passkey-answers.js';
import { PasskeyChallenges } from '../passkeys/passkey-challenges.js';
import { UsePasskey } from '../passkeys/use-passkey.js';
import { VerifyFactor } from './verify-factor.js';

/** A code of the authenticator or a recovery code, or the answer of a passkey. */
export type GivenFactor = { readonly code: string } | { readonly passkey: PasskeyAnswer };

/** The same, after the challenge that the passkey answered was used up. */
export type TakenFactor =
  | { readonly code: string }
  | { readonly passkey: PasskeyAnswer; readonly challenge: string };

/** Takes a factor of somebody known, in two moves: a challenge is used up although its answer turns out wrong. */
@Injectable()
export class TakeFactor {
  constructor(
    private readonly codes: VerifyFactor,
    private readonly challenges: PasskeyChallenges,
    private readonly passkeys: UsePasskey,
  ) {}

  /** First, in a transaction of its own. @throws PasskeyRefused when the challenge was not posed for this */
  async prepare(
    userId: UserId,
    given: GivenFactor,
    purpose: Exclude<PasskeyPurpose, 'register' | 'sign-in'>,
  ): Promise<TakenFactor> {
    if ('code' in given) return given;
    const { passkey } = given;
    const challenge = await this.challenges.take(passkey.response.clientDataJSON, purpose, userId);
    return { passkey, challenge };
  }

  /** Then, in the caller's transaction. @throws CodeRefused, PasskeyRefused */
  async take(userId: UserId, given: TakenFactor): Promise<'totp' | 'recovery-code' | 'passkey'> {
    if ('code' in given) return this.codes.take(userId, given.code);
    await this.passkeys.take({ answer: given.passkey, challenge: given.challenge, userId });
    return 'passkey';
  }
}
