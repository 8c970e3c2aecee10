import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { firstStepMs } from '../../domain/invitation.js';
import { OneTimeLink } from '../../domain/one-time-link.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { newToken } from '../links/tokens.js';
import { folded } from '../signing-in/check-password.js';
import { temporaryPasswordHash } from './mint-temporary-password.js';

/** Trades the temporary password of an invitation for the one step that it opens: setting a password (row S3.15). */
@Injectable()
export class UseTemporaryPassword {
  constructor(
    private readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly clock: Clock,
  ) {}

  /** The token of the step, which stays open for 15 minutes; null when it is no usable temporary password. */
  @Transactional()
  async execute(typed: { readonly login: string; readonly password: string }): Promise<string | null> {
    const hash = temporaryPasswordHash(typed.password);
    const invitation = await this.organizations.invitationWithPassword(folded(typed.login), hash);
    const now = this.clock.now();
    if (!invitation?.useTemporaryPassword(now)) return null;
    await this.links.voidOpen('invitation', { aboutId: invitation.id }, now);
    const { token, hash: linkHash } = newToken();
    this.em.persist(
      OneTimeLink.mint({
        purpose: 'invitation',
        tokenHash: linkHash,
        aboutId: invitation.id,
        subject: { email: invitation.email },
        lifeMs: firstStepMs,
        now,
      }),
    );
    return token;
  }
}
