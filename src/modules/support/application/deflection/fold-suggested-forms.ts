import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';

const atOnce = 5_000;
// As long as a draft is kept: nobody types into an older form.
const openFor = 30 * day;

/** Forgets the forms that were suggested something, and keeps how many there were on each day. */
@Injectable()
export class FoldSuggestedForms {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    while ((await this.foldSome()) === atOnce);
  }

  /** @returns how many forms, at most 5,000 */
  @Transactional()
  async foldSome(): Promise<number> {
    const before = later(this.clock.now(), -openFor).toISOString().slice(0, 10);
    const [row] = await this.em.execute<{ folded: number }[]>(
      `with old as (
         delete from support.suggested_form where form_id in
           (select form_id from support.suggested_form where day < ? order by day limit ${atOnce})
         returning day),
       kept as (
         insert into support.suggested_day as d (day, shown) select day, count(*) from old group by day
         on conflict (day) do update set shown = d.shown + excluded.shown)
       select count(*)::int as folded from old`,
      [before],
    );
    return row?.folded ?? 0;
  }
}
