import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { Eviction } from '../../domain/eviction.js';
import { KeyHolder } from '../../domain/key-holder.js';
import type { StrongerProof } from '../../events/license-claimed.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** What a provisional claimant may have planted beside the account's own columns. */
const planted = [
  'delete from identity.recovery_code where user_id = ?',
  'delete from identity.passkey where user_id = ?',
  'delete from identity.api_token where user_id = ?',
  'delete from identity.remembered_device where user_id = ?',
  `update identity.one_time_link set voided_at = now() where user_id = ? and used_at is null and voided_at is null`,
  `update identity.one_time_link set voided_at = now()
    where subject ->> 'userId' = ?::text and used_at is null and voided_at is null`,
  `update identity.invitation set status = 'revoked', closed_at = now() where invited_by = ? and status = 'pending'`,
];

/**
 * Ends a provisional claim for a stronger proof (ruling C2): sessions, password, identifiers, factors, passkeys, links
 * and invitations of the first claimant are dead with the commit. Works in the caller's transaction, under the lock of
 * the claim.
 */
@Injectable()
export class EvictClaim {
  constructor(
    private readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(holder: KeyHolder, by: StrongerProof): Promise<void> {
    const now = this.clock.now();
    const user = await this.users.byId(holder.userId);
    this.em.persist(Eviction.of(holder, user, now));
    await this.sessions.end({ userId: user.id }, now);
    // Who is somebody elsewhere loses this license, not the account.
    if (!(await this.livesOn(user.id, holder.licenseId))) {
      user.evict(now);
      for (const statement of planted) await this.em.execute(statement, [user.id]);
    }
    await this.em.nativeDelete(KeyHolder, { id: holder.id });
    const { id: objectId, userId: aboutUserId, organizationId } = holder;
    await this.audit.record({
      action: 'identity.claim-evicted',
      aboutUserId,
      organizationId,
      objectId,
      details: { by },
    });
  }

  private async livesOn(userId: UserId, licenseId: string): Promise<boolean> {
    const rows = await this.em.execute(
      `select 1 from identity.membership where user_id = ? and removed_at is null
       union all select 1 from identity.key_holder where user_id = ? and license_id <> ?`,
      [userId, userId, licenseId],
    );
    return rows.length > 0;
  }
}
