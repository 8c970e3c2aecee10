import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { tokenHash } from '../../domain/secrets.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { EndWhatAPasswordOpened } from './end-what-a-password-opened.js';

/** Uses the link up, replaces the password, and ends everything that the old one opened. */
@Injectable()
export class CommitPasswordReset {
  constructor(
    readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly users: UserRepository,
    private readonly end: EndWhatAPasswordOpened,
    private readonly clock: Clock,
  ) {}

  /** @throws LinkNotUsable when it was used meanwhile */
  @Transactional()
  async execute(command: { readonly token: string; readonly passwordHash: string }): Promise<void> {
    const now = this.clock.now();
    const link = await this.links.usable('password-reset', tokenHash(command.token), now);
    if (!link?.userId) throw LinkNotUsable.of('reset');
    const user = await this.users.byId(link.userId);
    link.use(now);
    user.changePassword(command.passwordHash, now);
    await this.end.execute({ userId: user.id }, now);
    await recordAudit(this.em, now, { action: 'identity.password-reset', aboutUserId: user.id });
  }
}
