import { randomBytes } from 'node:crypto';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { foldedRecoveryCode, recoveryCodeOf, tokenHash } from '../../domain/secrets.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';

/**
 * Makes the temporary password of an invitation in the mail worker, while the mail is written: 80 random bits, kept as
 * a hash, for 24 hours and one use (ruling C7, security.md A11).
 */
@Injectable()
export class MintTemporaryPassword {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly clock: Clock,
  ) {}

  /** Null when the invitation is no longer pending, or goes to another address by now. */
  @Transactional()
  async execute(command: {
    readonly invitationId: string;
    readonly email: string;
  }): Promise<{ readonly password: string; readonly expiresAt: Date } | null> {
    const invitation = await this.organizations.invitation(command.invitationId);
    if (invitation?.status !== 'pending' || invitation.email !== command.email) return null;
    const now = this.clock.now();
    const password = recoveryCodeOf(randomBytes(10));
    const expiresAt = invitation.keepTemporaryPassword(temporaryPasswordHash(password), now);
    await this.links.voidOpen('invitation', { aboutId: invitation.id }, now);
    return { password, expiresAt };
  }
}

/** How a temporary password is kept and looked up: case, spaces and dashes do not matter. */
export const temporaryPasswordHash = (typed: string): string => tokenHash(foldedRecoveryCode(typed));
