import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { UsernameTaken } from '../../domain/identity.errors.js';
import { foldedUsername, usernameOf } from '../../domain/username.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Chooses a username; the one before is free at once. */
@Injectable()
export class ChangeUsername {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput by ruling C13. @throws UsernameTaken also when somebody was faster */
  @Transactional()
  async execute(actor: SignedIn, text: string): Promise<void> {
    const now = this.clock.now();
    const username = usernameOf(text);
    await this.users.hold(`username:${foldedUsername(username)}`);
    if (await this.users.isUsernameTaken(username, actor.userId)) throw UsernameTaken.already();
    (await this.users.byId(actor.userId)).changeUsername(username, now);
    await recordAudit(this.em, now, { action: 'identity.username-changed', aboutUserId: actor.userId });
  }
}
