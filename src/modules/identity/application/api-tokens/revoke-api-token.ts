import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';

/** Ends one of the actor's tokens at once. */
@Injectable()
export class RevokeApiToken {
  constructor(
    readonly em: EntityManager,
    private readonly tokens: ApiTokenRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when it is not one of the actor's that still work */
  @Transactional()
  async execute({ userId }: SignedIn, id: string): Promise<void> {
    const revoked = await this.tokens.revoke({ userId, id }, this.clock.now());
    if (revoked.length === 0) throw NotFound.of('API token');
    await this.audit.record({ action: 'identity.api-token-revoked', aboutUserId: userId, objectId: id });
  }
}
