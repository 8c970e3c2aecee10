import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { OpeningHours } from '../../domain/service-level/opening-hours.js';
import { ServicePromises } from '../service-levels/service-promises.js';
import { factsOf, type HistoryRow, type TicketFacts } from './ticket-facts.js';

/** Changes of one step: some tenths of a second. */
const atATime = 1_000;
/** Steps of one run; the next goes on. */
const mostSteps = 2_000;

/**
 * Brings what reports count up to date with the requests that changed. A request is always read whole, so it counts the
 * same however often that happens, and a run that is cut off is gone on with by the next.
 */
@Injectable()
export class CountChangedTickets {
  constructor(
    readonly em: EntityManager,
    private readonly promises: ServicePromises,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    for (let step = 0; step < mostSteps; step += 1) if (!(await this.countSome())) return;
  }

  /** @returns whether there may be more to count */
  @Transactional()
  private async countSome(): Promise<boolean> {
    const now = this.clock.now();
    // Of two workers the second waits: what it read before the other wrote would be old.
    await this.em.execute('select counted_at from support.report_state for update');
    const changed = await this.em.execute<{ ticketId: string; changes: number | string }[]>(
      `with gone as (
         delete from support.changed_ticket
         where id in (select id from support.changed_ticket order by id limit ?) returning ticket_id
       ) select ticket_id as "ticketId", count(*) as changes from gone group by ticket_id`,
      [atATime],
    );
    if (changed.length > 0) await this.keep(changed.map(({ ticketId }) => ticketId));
    const changes = changed.reduce((sum, { changes }) => sum + Number(changes), 0);
    if (changes === atATime) return true;
    await this.em.execute('update support.report_state set counted_at = ?', [now]);
    return false;
  }

  private async keep(ids: readonly string[]): Promise<void> {
    const rows = await this.em.execute<HistoryRow[]>(histories, [JSON.stringify(ids)]);
    const hours = await this.hoursOf(rows);
    const facts = rows.map((row) => factsOf(row, hours(row)));
    const counted = new Set(facts.map(({ ticketId }) => ticketId));
    const gone = ids.filter((id) => !counted.has(id));
    const all = JSON.stringify(ids);
    await this.em.execute(`delete from support.closing_fact where ticket_id in ${among}`, [all]);
    await this.em.execute(`delete from support.ticket_fact where ticket_id in ${among}`, [
      JSON.stringify(gone),
    ]);
    await this.em.execute(storedFacts, [JSON.stringify(facts)]);
    await this.em.execute(storedClosings, [JSON.stringify(facts.flatMap(closingRows))]);
  }

  /** One look-up for all requests of one kind, priority and product. */
  private async hoursOf(rows: readonly HistoryRow[]): Promise<(row: HistoryRow) => OpeningHours> {
    const found = new Map<string, OpeningHours>();
    const keyOf = ({ kind, priority, productId }: HistoryRow): string => `${kind} ${priority} ${productId}`;
    for (const row of rows)
      if (!found.has(keyOf(row)))
        found.set(keyOf(row), (await this.promises.of(row, row.priority)).promised.hours);
    return (row) => {
      const hours = found.get(keyOf(row));
      if (!hours) throw new Error('Every request has opening hours.');
      return hours;
    };
  }
}

const closingRows = ({ ticketId, closings }: TicketFacts) =>
  closings.map((closing, place) => ({ ticketId, place, ...closing }));

const among = '(select value::uuid from jsonb_array_elements_text(?::jsonb))';

const histories = `
  select t.id as "ticketId", t.created_at as "openedAt", t.first_responded_at as "answeredAt",
    t.last_public_activity_at as "touchedAt", t.status, t.kind, t.priority, t.product_id as "productId",
    p.category_id as "categoryId", t.assignee_id as "assigneeId",
    case when exists (select 1 from support.imported_ticket i where i.ticket_id = t.id) then 'import'
      when exists (select 1 from support.inbound_mail m join support.message x on x.id = m.message_id
        where m.ticket_id = t.id and x.created_at = t.created_at) then 'mail' else 'portal' end as channel,
    coalesce((select jsonb_agg(jsonb_build_array(s.from_status, s.to_status, s.changed_at)
      order by s.changed_at, s.id) from support.status_change s where s.ticket_id = t.id), '[]') as steps
  from support.ticket t left join support.ticket_topic p on p.ticket_id = t.id
  where t.id in ${among} and not exists (select 1 from support.merged_ticket x where x.ticket_id = t.id)`;

// A mail is forgotten before its request; by then it is told here already that there was one.
const storedFacts = `
  insert into support.ticket_fact as f (ticket_id, opened_at, answered_at, closed_at, answer_work_minutes,
    solve_work_minutes, kind, priority, channel, product_id, category_id, assignee_id)
  select "ticketId", "openedAt", "answeredAt", "closedAt", "answerWorkMinutes", "solveWorkMinutes", kind, priority,
    channel, "productId", "categoryId", "assigneeId"
  from jsonb_to_recordset(?::jsonb) as r ("ticketId" uuid, "openedAt" timestamptz, "answeredAt" timestamptz,
    "closedAt" timestamptz, "answerWorkMinutes" float8, "solveWorkMinutes" float8, kind text, priority text,
    channel text, "productId" uuid, "categoryId" uuid, "assigneeId" uuid)
  on conflict (ticket_id) do update set opened_at = excluded.opened_at, answered_at = excluded.answered_at,
    closed_at = excluded.closed_at, answer_work_minutes = excluded.answer_work_minutes,
    solve_work_minutes = excluded.solve_work_minutes, kind = excluded.kind, priority = excluded.priority,
    channel = case excluded.channel when 'portal' then f.channel else excluded.channel end,
    product_id = excluded.product_id, category_id = excluded.category_id, assignee_id = excluded.assignee_id`;

const storedClosings = `
  insert into support.closing_fact (ticket_id, place, at, change)
  select "ticketId", place, at, change from jsonb_to_recordset(?::jsonb)
    as r ("ticketId" uuid, place integer, at timestamptz, change smallint)`;
