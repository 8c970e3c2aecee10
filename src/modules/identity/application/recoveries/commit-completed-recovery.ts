import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { tokenHash } from '../../domain/secrets.js';
import type { User } from '../../domain/user.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';
import { AccountAccess } from '../people/account-access.js';

/** Uses the link up, replaces the password, ends what the old one opened, and drops factors where agents said so. */
@Injectable()
export class CommitCompletedRecovery {
  constructor(
    readonly em: EntityManager,
    private readonly recoveries: RecoveryRepository,
    private readonly access: AccountAccess,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws LinkNotUsable when it was used or the recovery stopped meanwhile */
  @Transactional()
  async execute(command: { readonly token: string; readonly passwordHash: string }): Promise<void> {
    const now = this.clock.now();
    const link = await this.access.usableLink('recovery', tokenHash(command.token), now);
    if (!link?.aboutId) throw LinkNotUsable.of('reset');
    const recovery = await this.recoveries.byId(link.aboutId);
    recovery.complete(now);
    const user = await this.access.ofUser(recovery.userId);
    if (user.disabledAt !== null) throw LinkNotUsable.of('reset');
    link.use(now);
    user.changePassword(command.passwordHash, now);
    if (recovery.removesFactors) await this.dropFactors(user);
    await this.access.end(user.id, now);
    await this.audit.record({
      action: 'identity.recovery-completed',
      aboutUserId: user.id,
      objectId: recovery.id,
      details: { removedFactors: recovery.removesFactors },
    });
  }

  private async dropFactors(user: User): Promise<void> {
    user.disableTotp();
    await this.em.execute('delete from identity.passkey where user_id = ?', [user.id]);
    await this.em.execute('delete from identity.recovery_code where user_id = ?', [user.id]);
  }
}
