import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { Recipient } from '../../../../platform/ports/audience.js';
import { OneTimeLink } from '../../domain/one-time-link.js';
import { newToken } from '../links/tokens.js';

/** Makes the "this wasn't me" link of a notice, in the mail worker. Links of other notices keep working. */
@Injectable()
export class MintNotMeLink {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The path that the mail links to. */
  @Transactional()
  async pathFor({ userId, email }: Recipient): Promise<string> {
    const { token, hash: tokenHash } = newToken();
    const now = this.clock.now();
    this.em.persist(OneTimeLink.mint({ purpose: 'not-me', tokenHash, userId, subject: { email }, now }));
    return `/not-me?token=${token}`;
  }
}
