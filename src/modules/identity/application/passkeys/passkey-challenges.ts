import { randomBytes } from 'node:crypto';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { PasskeyChallenge, type PasskeyPurpose } from '../../domain/passkey-challenge.js';
import { PasskeyRefused } from '../../domain/passkeys.errors.js';
import { tokenHash } from '../../domain/secrets.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';

const clientData = z.looseObject({ challenge: z.string().min(1).max(200) });

/** Random numbers for passkeys to sign: kept here, ten minutes, once each. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly em: EntityManager,
    private readonly passkeys: PasskeyRepository,
    private readonly clock: Clock,
  ) {}

  /** @param userId whose answer it takes; null where the passkey tells who signs in */
  @Transactional()
  async pose(purpose: PasskeyPurpose, userId: UserId | null): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(32));
    const challengeHash = tokenHash(Buffer.from(challenge).toString('base64url'));
    this.em.persist(PasskeyChallenge.pose({ purpose, challengeHash, userId, now: this.clock.now() }));
    return challenge;
  }

  /**
   * The challenge that was answered, used up even when the answer turns out wrong: it is committed before the answer
   * is looked at.
   * @param userId who must have been asked
   * @throws PasskeyRefused when it is not one of ours, for something or somebody else, answered before, or expired
   */
  @Transactional()
  async take(clientDataJSON: string, purpose: PasskeyPurpose, userId: UserId | null): Promise<string> {
    const challenge = challengeIn(clientDataJSON);
    const now = this.clock.now();
    const posed = await this.passkeys.challenge(tokenHash(challenge), purpose);
    if (!posed?.isUsable(now) || posed.userId !== userId) throw PasskeyRefused.asAlways();
    posed.use(now);
    return challenge;
  }
}

function challengeIn(clientDataJSON: string): string {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    return clientData.parse(parsed).challenge;
  } catch {
    throw PasskeyRefused.asAlways();
  }
}
