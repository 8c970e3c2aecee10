import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { AggregateRoot, raisedEvents, takeEvents } from './aggregate-root.js';
import { change } from './change.js';
import { later, yearsLater } from './clock.js';
import { emailAddress, maskedEmail, parseEmailAddress } from './email-address.js';
import { InvalidInput } from './errors.js';
import { defineEvent } from './event.js';
import { isId, newId } from './ids.js';
import { formatMoney, minorDigits, money, sum } from './money.js';

const Renamed = defineEvent('kernel.renamed', 1, z.object({ name: z.string() }));

class Thing extends AggregateRoot {
  constructor(readonly name: string) {
    super();
  }

  rename(name: string, now: Date): void {
    change<Thing>(this, { name });
    this.raise(Renamed.of({ name }, now));
  }
}

describe('An aggregate', () => {
  it('raises facts that are taken once, oldest first', () => {
    const thing = new Thing('a');
    thing.rename('b', new Date());
    thing.rename('c', new Date());
    expect(raisedEvents(thing)).toHaveLength(2);
    expect(takeEvents(thing).map((event) => event.payload)).toEqual([{ name: 'b' }, { name: 'c' }]);
    expect(takeEvents(thing)).toEqual([]);
  });

  it('raises facts also when it was hydrated without its constructor', () => {
    const thing: Thing = Object.create(Thing.prototype);
    thing.rename('b', new Date());
    expect(takeEvents(thing)).toHaveLength(1);
  });
});

describe('An event', () => {
  it('is declared once', () => {
    expect(() => defineEvent('kernel.renamed', 1, z.object({}))).toThrow('declared twice');
  });

  it('refuses a payload that does not match', () => {
    expect(() => Renamed.of({ name: 1 } as never, new Date())).toThrow();
  });
});

describe('An id', () => {
  it('is a UUID v7 that sorts by time', () => {
    const ids = Array.from({ length: 50 }, () => newId());
    expect(ids.every(isId)).toBe(true);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('An e-mail address', () => {
  it('S3.19 is trimmed and compared case-insensitively', () => {
    expect(emailAddress('  Jonas@Example.COM ')).toBe('jonas@example.com');
  });

  it.each(['', 'a', 'a@', '@b.de', 'a@b', 'a b@c.de', 'a@b..de', `${'a'.repeat(65)}@b.de`, 'a@b.de\n'])(
    'refuses %j',
    (text) => {
      expect(parseEmailAddress(text.endsWith('\n') ? `${text}x` : text)).toBeNull();
    },
  );

  it('names the field it was typed into', () => {
    expect(() => emailAddress('nobody', 'buyer.email')).toThrow(InvalidInput);
  });

  it('is masked for someone who is not signed in', () => {
    expect(maskedEmail('jonas@example.com')).toBe('j•••@example.com');
  });
});

describe('Money', () => {
  it('OR-4 knows the decimals of its currency', () => {
    expect([minorDigits('EUR'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
    expect(formatMoney(money(123_450, 'EUR'), 'de')).toBe('1.234,50\u00a0€');
    expect(formatMoney(money(500, 'JPY'), 'en')).toBe('¥500');
  });

  it('OR-4 adds without losing a cent, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (cents) => {
        const amounts = cents.map((cent) => money(cent, 'EUR'));
        expect(sum('EUR', amounts)).toEqual(sum('EUR', [...amounts].reverse()));
      }),
    );
  });

  it('OR-4 refuses fractions and mixed currencies', () => {
    expect(() => money(0.5, 'EUR')).toThrow(RangeError);
    expect(() => sum('EUR', [money(1, 'USD')])).toThrow(RangeError);
  });
});

describe('Time', () => {
  it('turns 29 February into 28 February where the year has none', () => {
    expect(yearsLater(new Date('2028-02-29T10:00:00Z'), 1).toISOString()).toBe('2029-02-28T10:00:00.000Z');
    expect(later(new Date(0), 1500).getTime()).toBe(1500);
  });
});
