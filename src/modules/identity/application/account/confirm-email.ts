import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { EmailTaken, LinkNotUsable } from '../../domain/identity.errors.js';
import { tokenHash } from '../../domain/secrets.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Makes a new e-mail address count, by the link that was mailed to it. */
@Injectable()
export class ConfirmEmail {
  constructor(
    readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws LinkNotUsable. @throws EmailTaken when another user proved the address first */
  @Transactional()
  async execute(token: string): Promise<void> {
    const now = this.clock.now();
    const link = await this.links.usable('email-proof', tokenHash(token), now);
    if (!link?.userId) throw LinkNotUsable.of('confirmation');
    const email = emailAddress(String(link.subject?.email ?? ''));
    await this.users.hold(`email:${email}`);
    if (await this.users.isEmailTaken(email, link.userId)) throw EmailTaken.already();
    const user = await this.users.byId(link.userId);
    if (user.pendingEmail !== email) throw LinkNotUsable.of('confirmation');
    link.use(now);
    user.proveEmail(email, now);
    await recordAudit(this.em, now, { action: 'identity.email-changed', aboutUserId: user.id });
  }
}
