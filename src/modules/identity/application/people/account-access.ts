import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import type { LinkPurpose, OneTimeLink } from '../../domain/one-time-link.js';
import { LastAdministrator } from '../../domain/people.errors.js';
import type { User } from '../../domain/user.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** What shutting or restricting an account has to end and to keep. Works in the caller's transaction. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly links: OneTimeLinkRepository,
  ) {}

  /** The user, locked. @throws NotFound */
  ofUser(id: string): Promise<User> {
    return this.users.byId(id);
  }

  /** The link, locked; null when unknown, expired, used or void. */
  usableLink(purpose: LinkPurpose, tokenHash: string, now: Date): Promise<OneTimeLink | null> {
    return this.links.usable(purpose, tokenHash, now);
  }

  /**
   * Keeps at least one administrator who can sign in, also when two remove each other at once: whoever asks second
   * waits for the first.
   * @throws LastAdministrator
   */
  async ensureAdministratorRemains(without: User): Promise<void> {
    if (without.staffRole !== 'administrator') return;
    await this.users.hold('staff:administrators');
    const others = await this.em.execute(
      `select 1 from identity.user where staff_role = 'administrator' and disabled_at is null
        and password_hash is not null and not withheld @> array['staff.accounts'] and id <> ? limit 1`,
      [without.id],
    );
    if (others.length === 0) throw LastAdministrator.stays();
  }

  /** Ends every session and voids every open link. */
  async end(userId: UserId, now: Date): Promise<void> {
    await this.sessions.end({ userId }, now);
    await this.links.voidAllOf(userId, now);
  }
}
