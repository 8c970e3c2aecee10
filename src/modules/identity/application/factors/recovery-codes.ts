import { randomBytes } from 'node:crypto';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { RecoveryCode } from '../../domain/recovery-code.js';
import { foldedRecoveryCode, recoveryCodeOf, tokenHash } from '../../domain/secrets.js';
import { UserRepository } from '../../persistence/user.repository.js';

const howMany = 10;

/** Recovery codes: ten at a time, 80 bits each, shown once. Works in the caller's transaction. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** Makes ten new ones; the old ones stop working. */
  async renew(userId: UserId): Promise<string[]> {
    await this.users.forgetRecoveryCodes(userId);
    const codes = Array.from({ length: howMany }, () => recoveryCodeOf(randomBytes(10)));
    const now = this.clock.now();
    for (const code of codes)
      this.em.persist(RecoveryCode.of({ userId, codeHash: tokenHash(foldedRecoveryCode(code)), now }));
    return codes;
  }

  /** How many are unused. */
  left(userId: UserId): Promise<number> {
    return this.em.count(RecoveryCode, { userId, usedAt: null });
  }

  /** Whether the code is one of the user's unused ones, at this moment. */
  async has(userId: UserId, typed: string): Promise<boolean> {
    const codeHash = tokenHash(foldedRecoveryCode(typed));
    return (await this.em.count(RecoveryCode, { userId, codeHash, usedAt: null })) > 0;
  }

  /** Uses the code up; false when it is not one of the user's unused ones. */
  async take(userId: UserId, typed: string): Promise<boolean> {
    const code = await this.users.unusedRecoveryCode(userId, tokenHash(foldedRecoveryCode(typed)));
    code?.use(this.clock.now());
    return code !== null;
  }
}
