import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { AnswerKind } from '../../events/ticket-words.js';

export interface SolvedCount {
  readonly kind: AnswerKind;
  readonly ref: string;
  readonly solved: number;
}

/** What answered most in a span of days; for staff. */
@Injectable()
export class CountSolved {
  constructor(private readonly database: ReadDatabase) {}

  /** @param from the first day, @param to the last one, like 2026-11-27 */
  async execute(from: string, to: string): Promise<SolvedCount[]> {
    return await this.database.many<SolvedCount>(sql`
      select kind, ref, sum(solved) as solved from support.deflection
      where day between ${from}::date and ${to}::date
      group by kind, ref order by sum(solved) desc, kind, ref limit 100`);
  }
}
