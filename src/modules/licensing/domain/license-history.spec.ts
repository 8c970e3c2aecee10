import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ChainedFact, chainFact, chainStart, firstBreak } from './license-history.js';

const licenseId = '019a0000-0000-7000-8000-000000000001';

function chainOf(kinds: readonly string[], places = kinds.map((_, before) => before + 1)): ChainedFact[] {
  const chain: ChainedFact[] = [];
  for (const kind of kinds) {
    const previous = chain.at(-1)?.hash ?? chainStart(licenseId);
    const fact = { kind, at: '2026-11-20T12:00:00.000Z', data: { n: chain.length } };
    chain.push(chainFact({ licenseId, place: places[chain.length] ?? 0, previous, fact }));
  }
  return chain;
}

const chains = fc.array(fc.constantFrom('issued', 'renewed', 'suspended'), { minLength: 2, maxLength: 8 });

describe("a license's chain of events", () => {
  it('LI-6 is the same bytes wherever it is computed', () => {
    const [first] = chainOf(['license-issued']);
    expect(first?.entry).toBe(
      '{"at":"2026-11-20T12:00:00.000Z","data":{"n":0},"kind":"license-issued",' +
        `"licenseId":"${licenseId}","place":1}`,
    );
    expect(first?.hash.toString('hex')).toBe(
      '7ac4d4f48345eb9dbc32cb262a01837e0a392c78af240d6e463e545307189dc7',
    );
  });

  it('LI-6 holds as it was written', () => {
    fc.assert(fc.property(chains, (kinds) => expect(firstBreak(licenseId, chainOf(kinds))).toBeNull()));
  });

  it('LI-6 breaks where an entry is changed, removed, swapped or copied', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.constantFrom('change', 'remove', 'swap', 'copy'), (kinds, n, how) => {
        const chain = chainOf(kinds);
        const at = n % (chain.length - 1);
        const [one, two] = [chain[at], chain[at + 1]] as [ChainedFact, ChainedFact];
        const changed = { ...one, entry: one.entry.replace('issued', 'reissued').replace('"n":', '"n":1') };
        const instead = { change: [changed, two], remove: [two], swap: [two, one], copy: [one, one, two] };
        chain.splice(at, 2, ...instead[how]);
        expect(firstBreak(licenseId, chain)).not.toBeNull();
      }),
    );
  });

  it('LI-6 breaks where somebody hashed it anew, with a gap or under places that the entries do not name', () => {
    const kinds = ['issued', 'suspended', 'renewed'];
    expect(firstBreak(licenseId, chainOf(kinds, [1, 3, 4]))).toBe(2);
    const moved = chainOf(kinds, [1, 3, 4]).map((fact, before) => ({ ...fact, place: before + 1 }));
    expect(firstBreak(licenseId, moved)).toBe(2);
  });

  it('LI-6 is followed piece by piece, from the entry before', () => {
    const chain = chainOf(['issued', 'renewed', 'suspended', 'reinstated']);
    const [, second, third] = chain;
    expect(firstBreak(licenseId, chain.slice(2), second)).toBeNull();
    expect(firstBreak(licenseId, chain.slice(3), second)).toBe(3);
    expect(firstBreak(licenseId, chain.slice(2), third)).toBe(4);
    expect(firstBreak(licenseId, [], third)).toBeNull();
  });

  it('LI-6 is not the chain of another license', () => {
    expect(firstBreak('019a0000-0000-7000-8000-000000000002', chainOf(['issued']))).toBe(1);
  });
});
