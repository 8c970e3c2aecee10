import { Injectable } from '@nestjs/common';
import { searchTerms } from '../../../../kernel/search-terms.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';

/**
 * So many are looked up by index and then put in order. What more requests match is common enough that the newest of
 * them are found in the order itself.
 */
const mostByIndex = 5_000;

const reference = /^R-\d{4,12}$/i;

/** Finds requests by their reference, a part of the subject, or the words of their messages; never by a note. */
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
    const found = await this.database.many<{ id: string }>(sql`
      select id from (
        (select t.id from support.ticket t where ${scope} and t.subject ilike ${within(query)} limit ${mostByIndex + 1})
        union (select t.id from support.ticket t where ${scope} and t.number like ${beginning(query)} limit ${mostByIndex + 1})
        union (select t.id from support.message m join support.ticket t on t.id = m.ticket_id
          where ${scope} and m.words @@ ${asked(query)} limit ${mostByIndex + 1})
        ${ofMerged(query)}) f limit ${mostByIndex + 1}`);
    const ids = found.map(({ id }) => id);
    if (ids.length <= mostByIndex) return sql`and t.id = any(${ids}::uuid[])`;
    return sql`and (t.subject ilike ${within(query)} or t.number like ${beginning(query)} or exists (
      select 1 from support.message m where m.ticket_id = t.id and m.words @@ ${asked(query)}))`;
  }
}

// The reference of a request that was merged finds the one that it went into.
const ofMerged = (query: string): Statement =>
  reference.test(query)
    ? sql`union (select x.into_id from support.merged_ticket x join support.ticket s on s.id = x.ticket_id
        where s.number = ${query.toUpperCase()})`
    : nothing;

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
// Databases without a locale know capitals of ASCII only.
const within = (query: string): string => `%${literal(query.toLowerCase())}%`;
const beginning = (query: string): string => `${literal(query.toUpperCase())}%`;

// No term at all matches nothing.
const asked = (query: string): Statement =>
  sql`to_tsquery('simple', ${searchTerms(query)
    .map((term) => `${term}:*`)
    .join(' & ')})`;
