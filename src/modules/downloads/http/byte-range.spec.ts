import { describe, expect, it } from '@jest/globals';
import { attachmentNamed, knows, rangeOf, sameFile } from './byte-range.js';

describe('DL-3 rangeOf', () => {
  it.each<[string | undefined, ReturnType<typeof rangeOf>]>([
    [undefined, null],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-0', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    ['bytes=', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
  ])('of %j', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });

  it('has nothing to cut from an empty file', () => {
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
  });
});

describe('DL-3 validators', () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['*', true],
    ['"b"', false],
    [undefined, false],
  ])('If-None-Match %j', (header, known) => {
    expect(knows(header, '"a"')).toBe(known);
  });

  it.each([
    ['"a"', true],
    [undefined, true],
    ['W/"a"', false],
    ['Fri, 20 Nov 2026 10:00:00 GMT', false],
  ])('If-Range %j', (header, same) => {
    expect(sameFile(header, '"a"')).toBe(same);
  });
});

describe('attachmentNamed', () => {
  it.each([
    ['setup.exe', `attachment; filename="setup.exe"; filename*=UTF-8''setup.exe`],
    [
      'Übersicht "1".zip',
      `attachment; filename="_bersicht _1_.zip"; filename*=UTF-8''%C3%9Cbersicht%20%221%22.zip`,
    ],
    ["a'(b)*.bin", `attachment; filename="a'(b)*.bin"; filename*=UTF-8''a%27%28b%29%2A.bin`],
  ])('names %s', (name, header) => {
    expect(attachmentNamed(name)).toBe(header);
  });
});
