import { describe, expect, it } from '@jest/globals';
import { markEnd, markStart, segmentsOf, withoutMarks } from './highlight.js';

describe('segmentsOf', () => {
  it('S2.30 cuts a headline into marked and plain pieces', () => {
    expect(segmentsOf(`Reset a ${markStart}password${markEnd} now`)).toEqual([
      { text: 'Reset a ', marked: false },
      { text: 'password', marked: true },
      { text: ' now', marked: false },
    ]);
  });

  it.each(['', 'plain', `${markEnd}odd`, `${markStart}unclosed`])('survives %j', (headline) => {
    expect(
      segmentsOf(headline)
        .map(({ text }) => text)
        .join(''),
    ).toBe(withoutMarks(headline));
  });

  it('keeps markup as text', () => {
    const [segment] = segmentsOf(`${markStart}<img src=x>${markEnd}`);
    expect(segment).toEqual({ text: '<img src=x>', marked: true });
  });
});
