import { Injectable } from '@nestjs/common';
import { searchTerms } from '../../../../kernel/search-terms.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';

/** So many of the newest are looked at first. */
const looked = 300;
/** A word that so many of them have is found fast enough in the order of the list itself. */
const common = 26;
/** So many are looked up by index at the most, and then put in order. */
const mostByIndex = 5_000;

// Without it PostgreSQL may gather every message with the word before it looks at the first request: 9 s of millions.
const eachAlone = sql`offset 0`;

const reference = /^R-\d{4,12}$/i;

/** Finds requests by their reference, here or in the system before, a part of the subject, or the words of their messages; never by a note. */
@Injectable()
export class TicketSearch {
  constructor(private readonly database: ReadDatabase) {}

  /**
   * @param query a reference, whole or its beginning; a part of a subject; or words that stand in one message, each
   *   whole or its beginning
   * @param scope where it looks, a condition on a table named `t`. It makes the search fast; who may see what it finds
   *   is for the caller to decide
   * @returns a condition that follows another one, on a table named `t`
   */
  async matching(query: string | undefined, scope: Statement): Promise<Statement> {
    if (!query) return nothing;
    const inOrder = sql`and (t.subject ilike ${within(query)} or t.number like ${beginning(query)} or exists (
      select 1 from support.message m where m.ticket_id = t.id and m.words @@ ${asked(query)} ${eachAlone}) ${orMerged(query)} ${orImported(query)})`;
    if (await this.isCommon(inOrder, scope)) return inOrder;
    const ids = await this.byIndex(query, scope);
    return ids.length > mostByIndex ? inOrder : sql`and t.id = any(${ids}::uuid[])`;
  }

  // Also where there are so few that looking at each costs nothing.
  private async isCommon(matches: Statement, scope: Statement): Promise<boolean> {
    const row = await this.database.one<{ looked: number; matching: number }>(sql`
      with newest as materialized (
        select t.id, t.subject, t.number from support.ticket t where ${scope}
        order by t.last_public_activity_at desc, t.id desc limit ${looked})
      select (select count(*) from newest) as looked, (
        select count(*) from (select 1 from newest t where true ${matches} limit ${common}) m) as matching`);
    return !row || row.looked < looked || row.matching >= common;
  }

  private async byIndex(query: string, scope: Statement): Promise<string[]> {
    const limit = sql`limit ${mostByIndex + 1}`;
    const found = await this.database.many<{ id: string }>(sql`
      select id from (
        (select t.id from support.ticket t where ${scope} and t.subject ilike ${within(query)} ${limit})
        union (select t.id from support.ticket t where ${scope} and ${beginsWith(query)} ${limit})
        union (select m.ticket_id from support.message m join support.ticket t on t.id = m.ticket_id
          where ${scope} and m.words @@ ${asked(query)} ${limit})
        union (select t.id from support.ticket t where false ${orMerged(query)} ${orImported(query)})) f ${limit}`);
    return found.map(({ id }) => id);
  }
}

// The reference of a request that was merged finds the one that it went into.
const orMerged = (query: string): Statement =>
  reference.test(query)
    ? sql`or t.id in (select x.into_id from support.merged_ticket x join support.ticket s on s.id = x.ticket_id
        where s.number = ${query.toUpperCase()})`
    : nothing;

// What other systems number requests with: digits, perhaps with letters and signs before and after.
const oldReference = /^#?[a-z0-9_-]{0,20}\d{2}[a-z0-9_-]{0,20}$/i;

// So that an imported request is found by the reference that people have in their mails.
const orImported = (query: string): Statement =>
  oldReference.test(query)
    ? sql`or t.id = any(array(select i.ticket_id from support.imported_ticket i
        where upper(i.old_number) = upper(${query.replace(/^#/, '')}) limit ${mostByIndex}))`
    : nothing;

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
// Databases without a locale know capitals of ASCII only.
const within = (query: string): string => `%${literal(query.toLowerCase())}%`;
const beginning = (query: string): string => `${literal(query.toUpperCase())}%`;

// As LIKE would find it by the index, if the plan of a prepared statement knew the pattern: without this, each search
// reads a million requests after the fifth on its connection.
function beginsWith(query: string): Statement {
  const [first, last] = [query.toUpperCase(), `${query.toUpperCase()}\u{10FFFF}`];
  return sql`t.number ~>=~ ${first} and t.number ~<~ ${last}`;
}

// No term at all matches nothing.
const asked = (query: string): Statement =>
  sql`to_tsquery('simple', ${searchTerms(query)
    .map((term) => `${term}:*`)
    .join(' & ')})`;
