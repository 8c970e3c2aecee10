import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { begunTerm, issuedTerm, monthsLater, renewedTerm } from './term.js';

const at = (day: string): Date => new Date(`${day}T09:30:00.000Z`);
const year = { validityMonths: 12, maintenanceMonths: 12 };
const days = fc.date({ min: at('2000-01-01'), max: at('2090-01-01'), noInvalidDate: true });

describe('terms', () => {
  it.each([
    ['2026-11-20', 12, '2027-11-20'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-11-20', 0, '2026-11-20'],
  ])('LI-1 %s and %i months later is %s', (from, months, to) => {
    expect(monthsLater(at(from), months)).toEqual(at(to));
  });

  it('LI-1 a term from creation begins at once, any other one waits without an end', () => {
    const now = at('2026-11-20');
    expect(issuedTerm({ ...year, termBegins: 'creation' }, now)).toEqual(begunTerm(year, now));
    for (const termBegins of ['first-activation', 'first-validation', 'first-use'] as const)
      expect(issuedTerm({ ...year, termBegins }, now)).toMatchObject({ termBeganAt: null, expiresAt: null });
  });

  it.each([
    ['early, from expiry', 'expiry', '2026-10-01', '2027-11-20'],
    ['late, from expiry', 'expiry', '2026-12-24', '2027-11-20'],
    ['early, from now', 'now', '2026-10-01', '2027-10-01'],
    ['late, from now', 'now', '2026-12-24', '2027-12-24'],
  ] as const)('LI-1 renewed %s', (_, renewsFrom, day, end) => {
    const term = begunTerm(year, at('2025-11-20'));
    expect(renewedTerm(term, { ...year, renewsFrom }, at(day))).toEqual({
      termBeganAt: at('2025-11-20'),
      expiresAt: at(end),
      maintenanceEndsAt: at(end),
    });
  });

  it('LI-1 a license that never ends keeps that, and its updates are renewed apart', () => {
    const forever = { validityMonths: null, maintenanceMonths: 12 };
    const term = begunTerm(forever, at('2025-11-20'));
    const renewed = renewedTerm(term, { ...forever, renewsFrom: 'expiry' }, at('2026-10-01'));
    expect(renewed).toMatchObject({ expiresAt: null, maintenanceEndsAt: at('2027-11-20') });
  });

  it('LI-1 no renewal takes away time', () => {
    fc.assert(
      fc.property(
        days,
        days,
        fc.constantFrom('expiry' as const, 'now' as const),
        fc.nat(36),
        (begins, now, renewsFrom, months) => {
          const term = begunTerm(year, begins);
          const rules = { validityMonths: Math.max(months, 1), maintenanceMonths: months, renewsFrom };
          const renewed = renewedTerm(term, rules, now);
          expect(Number(renewed.expiresAt)).toBeGreaterThanOrEqual(Number(term.expiresAt));
          expect(Number(renewed.maintenanceEndsAt)).toBeGreaterThanOrEqual(Number(term.maintenanceEndsAt));
        },
      ),
    );
  });
});
