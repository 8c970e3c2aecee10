import { describe, expect, it } from '@jest/globals';
import { isWithin, networksOf } from './networks.js';

describe('networks of an API token', () => {
  it.each([
    [['203.0.113.7'], ['203.0.113.7/32']],
    [['10.1.2.3/8', '10.0.0.0/8'], ['10.0.0.0/8']],
    [['2001:DB8::1/32'], ['2001:db8::/32']],
    [['::1'], ['::1/128']],
    [['0.0.0.0/0'], ['0.0.0.0/0']],
    [[], []],
  ])('ID-7 have one spelling: %j', (given, kept) => {
    expect(networksOf(given)).toEqual(kept);
  });

  it.each([
    '',
    '10.1',
    '0x7f.0.0.1',
    '010.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '::1/129',
    'fe80::1%eth0',
    'a/b/c',
    'host',
  ])('ID-7 refuse %j', (text) => {
    expect(() => networksOf([text])).toThrow('networks');
  });

  it.each([
    ['203.0.113.7', ['203.0.113.0/24'], true],
    ['::ffff:203.0.113.7', ['203.0.113.0/24'], true],
    ['203.0.114.7', ['203.0.113.0/24'], false],
    ['2001:db8::9', ['203.0.113.0/24', '2001:db8::/32'], true],
    ['2001:db9::9', ['2001:db8::/32'], false],
    ['10.0.0.1', ['::/0'], false],
    ['nonsense', ['0.0.0.0/0'], false],
    ['nonsense', [], true],
  ])('ID-7 %s in %j: %s', (address, networks, expected) => {
    expect(isWithin(networks, address)).toBe(expected);
  });
});
