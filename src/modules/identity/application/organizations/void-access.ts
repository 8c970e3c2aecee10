import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';

/** Ends what a person could still do in an organization: sessions, API tokens, and invitations that they sent. */
@Injectable()
export class VoidAccess {
  constructor(
    readonly em: EntityManager,
    private readonly sessions: SessionRepository,
    private readonly organizations: OrganizationRepository,
    private readonly tokens: ApiTokenRepository,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** How much ended. */
  @Transactional()
  async execute(of: {
    readonly organizationId: OrganizationId;
    readonly userId: UserId;
  }): Promise<{ readonly sessions: number; readonly apiTokens: number; readonly invitations: number }> {
    const now = this.clock.now();
    const sessions = await this.sessions.endIn(of, now);
    const apiTokens = (await this.tokens.revoke(of, now)).length;
    const invitations = await this.organizations.invitationsSentBy(of);
    for (const invitation of invitations) invitation.revoke(now);
    return { sessions, apiTokens, invitations: invitations.length };
  }
}
