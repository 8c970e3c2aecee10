import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock, hour } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { TooManyApiTokens } from '../../domain/api-token.errors.js';
import { apiTokenDays, mostApiTokens, overlapHours } from '../../domain/api-token.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import type { ShownOnce } from './create-api-token.js';
import { entryOf } from './entry-of.js';
import { newApiToken } from './new-api-token.js';

/** Puts a new token with the same rights in the place of one; the old one works on for a while. */
@Injectable()
export class RotateApiToken {
  constructor(
    readonly em: EntityManager,
    private readonly tokens: ApiTokenRepository,
    private readonly users: UserRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, ApiTokenOver, TooManyApiTokens */
  @Transactional()
  async execute(
    actor: SignedIn,
    command: { readonly id: string; readonly overlapHours?: number; readonly days?: number },
  ): Promise<ShownOnce> {
    const { id, overlapHours: overlap = overlapHours.usual, days = apiTokenDays.usual } = command;
    const { userId } = actor;
    const now = this.clock.now();
    await this.users.hold(`api-tokens:${userId}`);
    const old = await this.tokens.ofUser(userId, id);
    const { text, kept } = newApiToken();
    const token = old.rotate({ ...kept, days, overlapMs: overlap * hour, now });
    this.em.persist(token);
    // Counted with the change: the old one takes a place only while it still works.
    await this.em.flush();
    if ((await this.tokens.countLive(userId, now)) > mostApiTokens) throw TooManyApiTokens.already();
    await this.audit.record({
      action: 'identity.api-token-rotated',
      aboutUserId: userId,
      objectId: token.id,
      details: { rotatedFrom: id, overlapHours: overlap, days },
    });
    return { text, entry: entryOf(token, now) };
  }
}
