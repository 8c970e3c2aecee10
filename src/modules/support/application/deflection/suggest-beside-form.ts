import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { type AskedAnswers, SuggestAnswers, type SuggestedAnswers } from './suggest-answers.js';

/** Suggests answers beside the form of a new request, and counts the forms that got any, so that what they solve has a measure. */
@Injectable()
export class SuggestBesideForm {
  constructor(
    readonly em: EntityManager,
    private readonly suggestions: SuggestAnswers,
    private readonly clock: Clock,
  ) {}

  /** @param formId the same for all that is typed into one form, which counts once; null: it is not counted */
  async execute(actor: CustomerActor, asked: AskedAnswers, formId: string | null): Promise<SuggestedAnswers> {
    const found = await this.suggestions.execute(actor, asked);
    if (formId && found.articles.length + found.releases.length > 0) await this.count(formId);
    return found;
  }

  /** Who it was is kept nowhere. */
  @Transactional()
  async count(formId: string): Promise<void> {
    const day = this.clock.now().toISOString().slice(0, 10);
    await this.em.execute(
      'insert into support.suggested_form (form_id, day) values (?, ?) on conflict (form_id) do nothing',
      [formId, day],
    );
  }
}
