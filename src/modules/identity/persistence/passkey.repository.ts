import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import { Passkey } from '../domain/passkey.js';
import { PasskeyChallenge, type PasskeyPurpose } from '../domain/passkey-challenge.js';

@Injectable()
export class PasskeyRepository {
  constructor(private readonly em: EntityManager) {}

  /** The passkey, locked: of two uses at once the second sees the counter of the first. */
  async byCredential(credentialId: string): Promise<Passkey | null> {
    return this.em.findOne(Passkey, { credentialId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  /** @throws NotFound also when it is somebody else's */
  async own(id: string, userId: UserId): Promise<Passkey> {
    const passkey = await this.em.findOne(Passkey, { id, userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!passkey) throw NotFound.of('passkey');
    return passkey;
  }

  async count(userId: UserId): Promise<number> {
    return this.em.count(Passkey, { userId });
  }

  /** The challenge, locked: of many answers at once one counts. */
  async challenge(challengeHash: string, purpose: PasskeyPurpose): Promise<PasskeyChallenge | null> {
    return this.em.findOne(
      PasskeyChallenge,
      { challengeHash, purpose },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
  }
}
