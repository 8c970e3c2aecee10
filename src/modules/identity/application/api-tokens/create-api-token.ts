import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ScopesNotHeld, TooManyApiTokens } from '../../domain/api-token.errors.js';
import { ApiToken, apiTokenDays, mostApiTokens } from '../../domain/api-token.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { entryOf } from './entry-of.js';
import type { ApiTokenEntry } from './list-api-tokens.js';
import { networksOf } from './networks.js';
import { newApiToken } from './new-api-token.js';

/** The token in full, which nobody can see again, and how lists show it. */
export interface ShownOnce {
  readonly text: string;
  readonly entry: ApiTokenEntry;
}

/** Makes a token that does some of what its person may do. */
@Injectable()
export class CreateApiToken {
  constructor(
    readonly em: EntityManager,
    private readonly tokens: ApiTokenRepository,
    private readonly users: UserRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for networks, ScopesNotHeld, TooManyApiTokens */
  @Transactional()
  async execute(
    actor: SignedIn,
    command: {
      readonly name: string;
      readonly scopes: readonly string[];
      readonly networks?: readonly string[];
      readonly days?: number;
    },
  ): Promise<ShownOnce> {
    const { name, networks = [], days = apiTokenDays.usual } = command;
    const { userId } = actor;
    const organizationId = actor.kind === 'customer' ? actor.organizationId : null;
    const scopes = heldBy(actor, command.scopes);
    const now = this.clock.now();
    await this.users.hold(`api-tokens:${userId}`);
    if ((await this.tokens.countLive(userId, now)) >= mostApiTokens) throw TooManyApiTokens.already();
    const { text, kept } = newApiToken();
    const about = { userId, organizationId, name, scopes, networks: networksOf(networks), days, now };
    const token = ApiToken.create({ ...about, ...kept });
    this.em.persist(token);
    await this.audit.record({
      action: 'identity.api-token-created',
      aboutUserId: userId,
      objectId: token.id,
      details: { scopes, days },
    });
    return { text, entry: entryOf(token, now) };
  }
}

function heldBy(actor: SignedIn, scopes: readonly string[]): string[] {
  const held = actor.permissions as ReadonlySet<string>;
  const strange = scopes.filter((scope) => !held.has(scope));
  if (strange.length > 0 || scopes.length === 0) throw ScopesNotHeld.by(strange);
  return [...new Set(scopes)].sort();
}
