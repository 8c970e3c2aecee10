import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { ClaimProofs } from './claim-proofs.js';

/** Tries a code on the user's claim. It returns the verdict, because a failure must be counted and committed. */
@Injectable()
export class TryClaimCode {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly proofs: ClaimProofs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(userId: UserId, code: string): Promise<boolean> {
    const now = this.clock.now();
    const found = await this.organizations.keyHolderOfUser(userId);
    const holder = found && (await this.organizations.lockedKeyHolderOf(found.licenseId));
    if (holder?.userId !== userId) return false;
    if (!holder.isProvisional(now)) return true;
    const by = await this.proofs.take(holder, code);
    const { id: objectId, organizationId } = holder;
    if (!by) {
      const action = 'identity.claim-code-refused';
      await this.audit.record({ action, outcome: 'refused', aboutUserId: userId, organizationId, objectId });
      return false;
    }
    holder.prove(by, now);
    await this.audit.record({
      action: 'identity.claim-proved',
      aboutUserId: userId,
      organizationId,
      objectId,
      details: { by },
    });
    return true;
  }
}
