import { describe, expect, it } from '@jest/globals';
import { csvOf } from './data-archive.js';
import { dataClassOf, subjectOf } from './data-class.js';

describe('ID-12 comments', () => {
  it.each([
    ['personal: greets; a year; set null', { kind: 'set null' }],
    ['personal: greets; a year; replace', { kind: 'replace', by: null }],
    ['personal: greets; a year; replace (Former user)', { kind: 'replace', by: 'Former user' }],
    ['personal: greets; a year; delete the row', { kind: 'delete the row' }],
    ['personal: greets; a year; keep (tax law)', { kind: 'keep', reason: 'tax law' }],
  ])('%s', (comment, erase) => {
    expect(dataClassOf(comment)).toEqual({ kind: 'personal', purpose: 'greets', retention: 'a year', erase });
  });

  it.each([null, '', 'plain:', 'personal: greets', 'personal: a; b; keep', 'personal: a; b; set null!'])(
    'refuses %s',
    (comment) => {
      expect(dataClassOf(comment)).toBeNull();
    },
  );

  it('say whose rows they are', () => {
    expect(subjectOf('subject: user_id, email', (column) => column === 'user_id')).toEqual({
      routes: [
        { column: 'user_id', is: 'user', only: null },
        { column: 'email', is: 'email', only: null },
      ],
      reason: null,
      condition: null,
      exported: true,
    });
    expect(subjectOf("subject: a_id = b.c; not exported; where kind = 'x'", () => true)).toEqual({
      routes: [{ column: 'a_id', is: 'parent', table: 'b.c', only: null }],
      reason: null,
      condition: "kind = 'x'",
      exported: false,
    });
    expect(subjectOf("subject: a_id = actor, b_id = b.c if kind = 'staff'", () => true)?.routes).toEqual([
      { column: 'a_id', is: 'actor', only: null },
      { column: 'b_id', is: 'parent', table: 'b.c', only: { column: 'kind', value: 'staff' } },
    ]);
    expect(subjectOf('subject: none (gone soon)', () => true)).toMatchObject({
      routes: [],
      reason: 'gone soon',
    });
  });
});

describe('C3 the CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('defuses %j', (text) => {
    expect(csvOf([{ cell: text }])).toBe(`"cell"\r\n"'${text}"\r\n`);
  });

  it('quotes what a row is made of', () => {
    expect(csvOf([{ a: 'say "hi",\nplease', b: null, c: new Date(0), d: { e: 1 } }])).toBe(
      '"a","b","c","d"\r\n"say ""hi"",\nplease","","1970-01-01T00:00:00.000Z","{""e"":1}"\r\n',
    );
  });
});
