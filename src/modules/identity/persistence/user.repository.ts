import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import { RecoveryCode } from '../domain/recovery-code.js';
import { User } from '../domain/user.js';
import { foldedUsername } from '../domain/username.js';

@Injectable()
export class UserRepository {
  constructor(private readonly em: EntityManager) {}

  /** The user, locked until the transaction ends. @throws NotFound */
  async byId(id: string): Promise<User> {
    const user = await this.find(id as UserId);
    if (!user) throw NotFound.of('user');
    return user;
  }

  /** The user, locked until the transaction ends, or null. */
  async find(id: UserId): Promise<User | null> {
    // No refresh: it would throw away what this transaction changed and has not flushed yet.
    return this.em.findOne(User, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  async byEmail(email: string): Promise<User | null> {
    const [row] = await this.em.execute<{ id: UserId }[]>(
      'select id from identity.user where lower(email) = ?',
      [email.toLowerCase()],
    );
    return row ? this.byId(row.id) : null;
  }

  async isUsernameTaken(username: string, by: UserId): Promise<boolean> {
    const rows = await this.em.execute(
      'select 1 from identity.user where lower(username collate "C") = ? and id <> ?',
      [foldedUsername(username), by],
    );
    return rows.length > 0;
  }

  async isEmailTaken(email: string, by: UserId): Promise<boolean> {
    const rows = await this.em.execute('select 1 from identity.user where lower(email) = ? and id <> ?', [
      email.toLowerCase(),
      by,
    ]);
    return rows.length > 0;
  }

  /** The user's recovery code with this hash, if it is still unused. */
  async unusedRecoveryCode(userId: UserId, codeHash: string): Promise<RecoveryCode | null> {
    return this.em.findOne(
      RecoveryCode,
      { userId, codeHash, usedAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
  }

  async forgetRecoveryCodes(userId: UserId): Promise<void> {
    await this.em.nativeDelete(RecoveryCode, { userId });
  }

  /** Makes whoever takes the same key wait until this transaction ends. */
  async hold(key: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [key]);
  }
}
