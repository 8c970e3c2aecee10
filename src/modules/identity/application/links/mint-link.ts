import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { type LinkPurpose, OneTimeLink } from '../../domain/one-time-link.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { newToken } from './tokens.js';

/**
 * Makes the secret of a one-time link in the mail worker, while the mail is written: it is in no event, queue or log
 * (security.md A11). The newest one voids the older ones.
 */
@Injectable()
export class MintLink {
  constructor(
    private readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly clock: Clock,
  ) {}

  /** The token, and until when it works. */
  @Transactional()
  async execute(command: {
    readonly purpose: Extract<
      LinkPurpose,
      'invitation' | 'password-reset' | 'email-proof' | 'recovery' | 'claim-confirmed'
    >;
    readonly userId: UserId | null;
    readonly aboutId: string | null;
    readonly subject?: Readonly<Record<string, unknown>>;
    /** As long as the purpose says, unless told. */
    readonly lifeMs?: number;
  }): Promise<{ readonly token: string; readonly expiresAt: Date }> {
    const { purpose, userId, aboutId, subject = null, lifeMs } = command;
    const now = this.clock.now();
    await this.links.voidOpen(purpose, userId ? { userId } : { aboutId: aboutId ?? '' }, now);
    const { token, hash } = newToken();
    const link = OneTimeLink.mint({
      purpose,
      tokenHash: hash,
      userId,
      aboutId,
      subject,
      now,
      ...(lifeMs === undefined ? {} : { lifeMs }),
    });
    this.em.persist(link);
    return { token, expiresAt: link.expiresAt };
  }

  /** The token of one more link, which leaves the older ones as they are. */
  @Transactional()
  async beside(command: {
    readonly purpose: Extract<LinkPurpose, 'recovery-stop'>;
    readonly aboutId: string;
  }): Promise<{ readonly token: string }> {
    const { token, hash } = newToken();
    this.em.persist(OneTimeLink.mint({ ...command, tokenHash: hash, now: this.clock.now() }));
    return { token };
  }

  /** The token by which the account of `userId` agrees to a merge. */
  @Transactional()
  async forMerge(
    mergeId: string,
    userId: UserId | null,
  ): Promise<{ readonly token: string; readonly expiresAt: Date }> {
    const { token, hash } = newToken();
    const about = { purpose: 'merge', tokenHash: hash, aboutId: mergeId, subject: { userId } } as const;
    const link = OneTimeLink.mint({ ...about, now: this.clock.now() });
    this.em.persist(link);
    return { token, expiresAt: link.expiresAt };
  }
}
