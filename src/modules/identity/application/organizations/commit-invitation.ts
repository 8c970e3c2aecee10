import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { MergeAccounts } from '../merging/merge-accounts.js';
import type { Face } from '../sessions/open-session.js';
import type { PasswordHolder } from '../signing-in/check-password.js';
import { CompleteFirstFactor, type SignInOutcome } from '../signing-in/complete-first-factor.js';
import { JoinOrganization } from './join-organization.js';

/** Uses the invitation up, makes the member, and goes on signing in; all or nothing. */
@Injectable()
export class CommitInvitation {
  constructor(
    readonly em: EntityManager,
    private readonly join: JoinOrganization,
    private readonly merging: MergeAccounts,
    private readonly complete: CompleteFirstFactor,
    private readonly audit: Audit,
  ) {}

  /** @param command.holder the account that joins; null makes a new one with `passwordHash` */
  @Transactional()
  async execute(command: {
    readonly token: string;
    readonly holder: PasswordHolder | null;
    readonly passwordHash: string | null;
    readonly face: Face;
    readonly mergeId: UserId | null;
  }): Promise<SignInOutcome> {
    const { token, passwordHash, face, mergeId } = command;
    const joined = await this.join.execute({ token, passwordHash, userId: command.holder?.userId ?? null });
    const { userId, invitation } = joined;
    const { organizationId, role, id: objectId } = invitation;
    await this.audit.record({
      action: 'identity.invitation-accepted',
      aboutUserId: userId,
      organizationId,
      objectId,
      details: { role },
    });
    if (mergeId !== null) await this.merging.execute(mergeId, userId);
    const holder = command.holder ?? { userId, passwordHash };
    return this.complete.execute({ holder, face, organizationId });
  }
}
