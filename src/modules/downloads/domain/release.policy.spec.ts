import { describe, expect, it } from '@jest/globals';
import { type JudgedRelease, judge, newestPermitted, type UpdateRight } from './release.policy.js';

const end = new Date('2026-06-30T12:00:00.000Z');
const before = new Date('2026-06-30T11:59:59.999Z');
const after = new Date('2026-06-30T12:00:00.001Z');

const release = (publishedAt: Date, more: Partial<JudgedRelease> = {}): JudgedRelease => ({
  id: 'r',
  version: '2.0.0',
  channel: 'stable',
  status: 'published',
  publishedAt,
  haltedAt: null,
  ...more,
});

const right = (state: UpdateRight['state'], maintenanceEndsAt: Date | null = end): UpdateRight => ({
  licenseId: `${state} until ${maintenanceEndsAt?.toISOString() ?? 'ever'}`,
  state,
  maintenanceEndsAt,
});

describe('DL-2 who is entitled to a release', () => {
  it.each<[string, Date, UpdateRight[], string]>([
    ['published before maintenance ended', before, [right('valid')], 'ENTITLED'],
    ['published at the very end of maintenance', end, [right('valid')], 'ENTITLED'],
    ['published a millisecond after the end', after, [right('valid')], 'MAINTENANCE_ENDED'],
    ['maintenance without an end', after, [right('valid', null)], 'ENTITLED'],
    ['no license of the product', before, [], 'NO_LICENSE'],
    ['only a suspended license', before, [right('suspended')], 'LICENSE_SUSPENDED'],
    ['only a suspended license that would not cover it', after, [right('suspended')], 'LICENSE_SUSPENDED'],
    ['only a revoked license', before, [right('revoked')], 'LICENSE_REVOKED'],
    [
      'a revoked and a suspended license',
      before,
      [right('revoked'), right('suspended')],
      'LICENSE_SUSPENDED',
    ],
    ['one of two licenses covers it', after, [right('valid'), right('valid', after)], 'ENTITLED'],
    ['a revoked license beside a valid one', before, [right('revoked'), right('valid')], 'ENTITLED'],
    [
      'a suspended one would cover it',
      after,
      [right('valid'), right('suspended', null)],
      'LICENSE_SUSPENDED',
    ],
  ])('%s', (_, publishedAt, rights, code) => {
    expect(judge(release(publishedAt), rights).code).toBe(code);
  });

  it('refuses a yanked release whatever the license', () => {
    expect(judge(release(before, { status: 'yanked' }), [right('valid', null)]).code).toBe('YANKED');
  });

  it('refuses a halted release whatever the license, until it goes on', () => {
    const forever = [right('valid', null)];
    expect(judge(release(before, { haltedAt: after }), forever).code).toBe('HALTED');
    expect(judge(release(before, { haltedAt: null }), forever).code).toBe('ENTITLED');
  });

  it('tells the latest end of maintenance', () => {
    const verdict = judge(release(after), [right('valid', new Date(0)), right('valid', end)]);
    expect(verdict).toEqual({ entitled: false, code: 'MAINTENANCE_ENDED', maintenanceEndedAt: end });
  });
});

describe('DL-2 the newest permitted release', () => {
  const releases = [
    release(before, { id: 'old', version: '2.9.0' }),
    release(before, { id: 'newest covered', version: '2.10.0' }),
    release(before, { id: 'beta', version: '3.0.0-beta.1', channel: 'beta' }),
    release(before, { id: 'yanked', version: '2.11.0', status: 'yanked' }),
    release(before, { id: 'halted', version: '2.12.0', haltedAt: after }),
    release(after, { id: 'too new', version: '3.0.0' }),
  ];

  it.each<[string, UpdateRight[], string | null]>([
    ['is the highest stable version that is covered', [right('valid')], 'newest covered'],
    ['is the newest of all with maintenance', [right('valid', null)], 'too new'],
    ['is none without a license', [], null],
  ])('%s', (_, rights, id) => {
    expect(newestPermitted(releases, rights)?.id ?? null).toBe(id);
  });

  it('is a beta where nothing stable is covered', () => {
    const betas = releases.filter(({ channel }) => channel === 'beta');
    expect(newestPermitted(betas, [right('valid')])?.id).toBe('beta');
  });
});
