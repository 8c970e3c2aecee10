import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '../../../../kernel/errors.js';
import { periodsOf } from './report-periods.js';

describe('the periods of a report', () => {
  it('are days of the zone, also where the clocks change', () => {
    const days = periodsOf({ from: '2026-03-28', to: '2026-03-29', step: 'day' }, 'Europe/Berlin');
    expect(days).toEqual([
      {
        start: '2026-03-28',
        from: new Date('2026-03-27T23:00:00Z'),
        until: new Date('2026-03-28T23:00:00Z'),
      },
      {
        start: '2026-03-29',
        from: new Date('2026-03-28T23:00:00Z'),
        until: new Date('2026-03-29T22:00:00Z'),
      },
    ]);
  });

  it('are weeks from Monday and months from the first, cut where the span is', () => {
    const startsOf = (step: 'week' | 'month') =>
      periodsOf({ from: '2026-11-18', to: '2026-12-02', step }, 'UTC').map(({ start }) => start);
    expect(startsOf('week')).toEqual(['2026-11-18', '2026-11-23', '2026-11-30']);
    expect(startsOf('month')).toEqual(['2026-11-18', '2026-12-01']);
  });

  it('are neither backwards nor too many', () => {
    const backwards = { from: '2026-11-02', to: '2026-11-01', step: 'day' } as const;
    expect(() => periodsOf(backwards, 'UTC')).toThrow(InvalidInput);
    expect(() => periodsOf({ from: '2026-01-01', to: '2026-12-31', step: 'day' }, 'UTC')).toThrow(
      InvalidInput,
    );
    expect(periodsOf({ from: '2026-01-01', to: '2026-12-31', step: 'week' }, 'UTC')).toHaveLength(53);
    expect(() => periodsOf({ from: '0001-01-01', to: '9999-12-31', step: 'month' }, 'UTC')).toThrow(
      InvalidInput,
    );
  });
});
