import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { AccountMerge } from '../../domain/account-merge.js';
import { FindMergePartner } from './find-merge-partner.js';
import { MergeAccounts } from './merge-accounts.js';

/** An agent proposes that two accounts become one; both of them have to agree. */
@Injectable()
export class ProposeMerge {
  constructor(
    readonly em: EntityManager,
    private readonly partners: FindMergePartner,
    private readonly merging: MergeAccounts,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming `other`. @throws NotFound. @throws MergeRefused with the reason */
  @Transactional()
  async execute(
    actor: StaffActor,
    command: { readonly userId: string; readonly other: string },
  ): Promise<string> {
    const firstId = command.userId as UserId;
    const secondId = await this.partners.execute(command.other);
    if (!secondId)
      throw InvalidInput.field('other', 'No account of a customer signs in with this. Check it.');
    await this.merging.ensurePossible(firstId, secondId);
    const merge = AccountMerge.propose({
      firstId,
      secondId,
      proposedBy: actor.userId,
      now: this.clock.now(),
    });
    this.em.persist(merge);
    await this.audit.record({ action: 'identity.merge-proposed', aboutUserId: firstId, objectId: merge.id });
    return merge.id;
  }
}
