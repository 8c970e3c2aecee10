import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { ContestCodes } from './contest-codes.js';

/** Makes the code for who contests a claim, in the mail worker while the mail is written (security.md A11). */
@Injectable()
export class MintContestCode {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly codes: ContestCodes,
    private readonly clock: Clock,
  ) {}

  /** Null when the claim is proved, or gone, by now. */
  @Transactional()
  async execute(about: {
    readonly stepId: string;
    readonly keyHolderId: string;
  }): Promise<{ readonly code: string; readonly expiresAt: Date } | null> {
    const holder = await this.organizations.keyHolder(about.keyHolderId);
    return holder?.isProvisional(this.clock.now()) ? this.codes.mint(about.stepId) : null;
  }
}
