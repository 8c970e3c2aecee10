import { describe, expect, it } from '@jest/globals';
import { nothing, type Statement, sql } from './read-database.js';

describe('sql', () => {
  const search = (filter: Statement, limit: number) =>
    sql`select * from t where a = ${1} ${filter} limit ${limit}`;

  it('makes parameters of values and splices statements in, numbered as they come', () => {
    const filter = sql`and b between ${2} and ${3}`;
    expect(search(filter, 4)).toEqual({
      text: 'select * from t where a = $1 and b between $2 and $3 limit $4',
      values: [1, 2, 3, 4],
    });
  });

  it('keeps one template apart by what is spliced in, however often and in whatever order it comes', () => {
    const texts = [nothing, sql`and c = ${7}`, nothing, sql`or d`, sql`and c = ${8}`].map((filter) =>
      search(filter, 5),
    );
    expect(texts).toEqual([
      { text: 'select * from t where a = $1  limit $2', values: [1, 5] },
      { text: 'select * from t where a = $1 and c = $2 limit $3', values: [1, 7, 5] },
      { text: 'select * from t where a = $1  limit $2', values: [1, 5] },
      { text: 'select * from t where a = $1 or d limit $2', values: [1, 5] },
      { text: 'select * from t where a = $1 and c = $2 limit $3', values: [1, 8, 5] },
    ]);
  });

  it('tells a value from a statement in the same place, also when the value reads like one', () => {
    const at = (input: unknown) => sql`select ${input}`;
    expect([at(sql`now()`), at('now()'), at(undefined), at(nothing)].map(({ text }) => text)).toEqual([
      'select now()',
      'select $1',
      'select $1',
      'select ',
    ]);
  });
});
