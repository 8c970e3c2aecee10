import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import type { AnswerKind } from '../../events/ticket-words.js';
import { type AskedAnswers, SuggestAnswers } from './suggest-answers.js';

const perUser = declareLimit({ name: 'support.solved', points: 20, perSeconds: 86_400 });

/** Counts an answer that made a request needless (row SU-10). Who it was is kept nowhere. */
@Injectable()
export class NoteSolved {
  constructor(
    readonly em: EntityManager,
    private readonly suggestions: SuggestAnswers,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.ref the slug of the article, or the id of the release
   * @throws NotFound when it is none of what was suggested. @throws TooManyAttempts above twenty a day
   */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: AskedAnswers & { readonly kind: AnswerKind; readonly ref: string },
  ): Promise<void> {
    const { kind, ref } = command;
    const { articles, releases } = await this.suggestions.execute(actor, command);
    const suggested = kind === 'article' ? articles.map(({ slug }) => slug) : releases.map(({ id }) => id);
    if (!suggested.some((one) => one === ref)) throw NotFound.of('answer');
    await this.limits.consume(perUser, actor.userId);
    const day = this.clock.now().toISOString().slice(0, 10);
    await this.em.execute(
      `insert into support.deflection (day, kind, ref, solved) values (?, ?, ?, 1)
        on conflict (day, kind, ref) do update set solved = support.deflection.solved + 1`,
      [day, kind, ref],
    );
  }
}
