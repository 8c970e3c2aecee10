import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { InvalidInput, TooManyAttempts } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { sql } from '../database/read-database.js';
import { line, multiline } from './fields.js';
import { ownPath } from './own-path.js';
import { Page, page, submit } from './pages.js';
import { decodeCursor, pageOf } from './paging.js';
import { problemOf } from './problem.js';

describe('A return path', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
  ])('S3.18 never leaves the portal: %j', (path) => {
    expect(ownPath(path)).toBe('/');
  });

  it('S3.18 keeps path, query and fragment', () => {
    expect(ownPath('/requests?status=open#reply')).toBe('/requests?status=open#reply');
  });

  it('S3.18 stays on this origin whatever is given', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(new URL(ownPath(path), 'http://portal.invalid').origin).toBe('http://portal.invalid');
      }),
    );
  });
});

describe('A cursor', () => {
  it('leads from the last row of a page to the next', () => {
    const rows = [1, 2, 3].map((number) => ({ id: newId(), at: new Date(number) }));
    const listing = pageOf(rows, 2, (row) => row.at);
    expect(listing.items).toHaveLength(2);
    expect(decodeCursor(listing.nextCursor ?? '')).toEqual({
      key: rows[1]?.at.toISOString(),
      id: rows[1]?.id,
    });
    expect(pageOf(rows, 3, (row) => row.at).nextCursor).toBeNull();
  });

  it('is refused by name when it is not one of ours', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(() => decodeCursor(text)).toThrow(InvalidInput);
      }),
    );
  });
});

describe('A statement', () => {
  it('turns values into parameters and splices statements', () => {
    const filter = sql`and status = ${'open'}`;
    expect(sql`select 1 where a = ${1} ${filter} limit ${5}`).toEqual({
      text: 'select 1 where a = $1 and status = $2 limit $3',
      values: [1, 'open', 5],
    });
  });
});

describe('A field', () => {
  it('C1 refuses NUL and lone surrogates', () => {
    expect(line(20).safeParse('a\u0000b').success).toBe(false);
    expect(multiline(20).safeParse('a\u0000b').success).toBe(false);
    expect(multiline(20).safeParse('\ud800').success).toBe(false);
  });

  it('trims, bounds and keeps line breaks in one form', () => {
    expect(line(5).parse('  abc ')).toBe('abc');
    expect(line(5).safeParse('abcdef').success).toBe(false);
    expect(multiline(20).parse('a\r\nb')).toBe('a\nb');
  });
});

describe('A form', () => {
  const schema = z.strictObject({ subject: line(10, 'subject') });
  const rejected = (refusal: object) => page('support/new', refusal);

  it('shows what was typed, with a message at the field', async () => {
    const result = await submit(schema, { subject: '', other: 'kept' }, async () => page('x', {}), rejected);
    expect(result).toBeInstanceOf(Page);
    expect(result).toMatchObject({
      status: 422,
      view: { values: { other: 'kept' }, errors: { subject: 'Enter the subject.' } },
    });
  });

  it('never gives a password back', async () => {
    const result = await submit(schema, { newPassword: 'x' }, async () => page('x', {}), rejected);
    expect(JSON.stringify(result)).not.toContain('"x"');
  });

  it('says when to come back after too many attempts', async () => {
    const limited = async () => Promise.reject(TooManyAttempts.retryIn(30));
    expect(await submit(schema, { subject: 'a' }, limited, rejected)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '30' },
    });
  });
});

describe('A problem document', () => {
  it('tells nothing of what we did not foresee', () => {
    const problem = problemOf(new Error('password=hunter2 at /srv/secret.ts'), 'request-1');
    expect(problem).toMatchObject({ status: 500, code: 'internal', requestId: 'request-1' });
    expect(JSON.stringify(problem)).not.toMatch(/hunter2|secret\.ts/);
  });

  it('F2 answers 503 with Retry-After while the database is away', () => {
    expect(problemOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'r')).toMatchObject({
      status: 503,
      retryAfterSeconds: 5,
    });
  });

  it('points at each field', () => {
    expect(problemOf(InvalidInput.field('order.totalMinor', 'Wrong.'), 'r').errors).toEqual([
      { field: 'order.totalMinor', message: 'Wrong.', pointer: '#/order/totalMinor' },
    ]);
  });
});
