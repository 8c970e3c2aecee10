import { describe, expect, it } from '@jest/globals';
import { newId, type UserId } from '../../../../kernel/ids.js';
import type { Config } from '../../../../platform/config/config.js';
import { ticketNumber } from '../../domain/ticket-number.js';
import { ReplyAddresses } from './reply-addresses.js';

const settings = {
  appSecret: 'spec-only-application-secret',
  appSecretBefore: null,
  inbound: { address: 'portal-support0@help.example.com' },
};
const addressesOf = (changes: object = {}) => new ReplyAddresses({ ...settings, ...changes } as Config);
const recipientId = newId<UserId>();
const number = ticketNumber(4_294_967_295);

describe('SU-5 A reply address', () => {
  const address = addressesOf().of({ number, recipientId }) ?? '';

  it('fits into the 64 octets of a local part, with the longest mailbox', () => {
    expect(address).toMatch(/^portal-support0\+[0-9a-v]{48}@help\.example\.com$/);
    expect(address.indexOf('@')).toBe(64);
  });

  it('says which request and whose it is, whatever the case', () => {
    expect(addressesOf().read(address)).toEqual({ number, recipientId });
    expect(addressesOf().read(address.toUpperCase())).toEqual({ number, recipientId });
    const small = { number: ticketNumber(1), recipientId: '00000000-0000-7000-8000-000000000001' as UserId };
    expect(addressesOf().read(addressesOf().of(small) ?? '')).toEqual(small);
  });

  it('is worth nothing once any sign of it is another', () => {
    const at = address.indexOf('+') + 1;
    for (let sign = at; sign < at + 48; sign += 1) {
      const other = address[sign] === '0' ? '1' : '0';
      expect(addressesOf().read(address.slice(0, sign) + other + address.slice(sign + 1))).toBe('forged');
    }
    expect(addressesOf().read('portal-support0+sales@help.example.com')).toBe('forged');
  });

  it('outlives one change of the secret, and not two', () => {
    const next = { appSecret: 'the next secret', appSecretBefore: settings.appSecret };
    expect(addressesOf(next).read(address)).toEqual({ number, recipientId });
    expect(addressesOf({ appSecret: 'another', appSecretBefore: 'the next secret' }).read(address)).toBe(
      'forged',
    );
  });

  it('is no address of anybody else', () => {
    const ours = addressesOf();
    expect(ours.isOurs('portal-support0@help.example.com')).toBe(true);
    expect(ours.read('portal-support0@help.example.com')).toBeNull();
    for (const foreign of [
      'sales@help.example.com',
      'portal-support0@example.com',
      'a@portal-support0@help.example.com',
    ])
      expect(ours.isOurs(foreign)).toBe(false);
  });

  it('is none where nothing comes in by mail', () => {
    const none = addressesOf({ inbound: null });
    expect(none.of({ number, recipientId })).toBeNull();
    expect(none.isOurs('@')).toBe(false);
  });
});
