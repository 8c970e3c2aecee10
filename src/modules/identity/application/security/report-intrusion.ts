import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { type EmailAddress, parseEmailAddress } from '../../../../kernel/email-address.js';
import type { UserId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { tokenHash } from '../../domain/secrets.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { AccountAccess } from '../people/account-access.js';

/**
 * "This wasn't me" (row ID-5): closes the account to whoever else is in. Sessions, links and passkeys end, no password
 * opens it before a new one is set, and support hears of it at once.
 */
@Injectable()
export class ReportIntrusion {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly access: AccountAccess,
    private readonly links: OneTimeLinkRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(actor: { readonly userId: UserId }): Promise<void> {
    await this.close(actor.userId, null);
  }

  /**
   * By the link of a notice. One that went to an address which was replaced since brings that address back: whoever
   * changed it must not get the mails that open the account again.
   * @throws LinkNotUsable
   */
  @Transactional()
  async byLink(token: string): Promise<void> {
    const now = this.clock.now();
    const link = await this.links.usable('not-me', tokenHash(token), now);
    if (!link?.userId) throw LinkNotUsable.of('report');
    link.use(now);
    await this.close(link.userId, parseEmailAddress(String(link.subject?.email ?? '')));
  }

  private async close(userId: UserId, email: EmailAddress | null): Promise<void> {
    const now = this.clock.now();
    const user = await this.users.byId(userId);
    user.reportIntrusion(now);
    const replaced = email !== null && user.email !== email;
    if (replaced && !(await this.users.isEmailTaken(email, userId))) user.proveEmail(email, now);
    await this.access.end(userId, now);
    await this.forgetWhatOpensIt(userId, now);
    await recordAudit(this.em, now, { action: 'identity.intrusion-reported', aboutUserId: userId });
  }
  // Any of these may have been planted by whoever was in.
  private async forgetWhatOpensIt(userId: UserId, now: Date): Promise<void> {
    await this.em.execute('delete from identity.passkey where user_id = ?', [userId]);
    await this.em.execute('delete from identity.remembered_device where user_id = ?', [userId]);
    await this.em.execute(
      'update identity.api_token set revoked_at = ? where user_id = ? and revoked_at is null',
      [now, userId],
    );
  }
}
