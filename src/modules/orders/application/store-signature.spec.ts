import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { verifyDelivery } from './store-signature.js';

const secret = 'whsec_dGVzdC1vbmx5LXN0b3JlLXdlYmhvb2stc2VjcmV0';
const now = new Date('2026-11-20T12:00:00Z');
const body = Buffer.from('{"type":"order.paid"}');

function signed(at: Date, id = 'msg_1') {
  const signature = new Webhook(secret).sign(id, at, body);
  return { webhookId: id, timestamp: String(Math.floor(at.getTime() / 1_000)), signature, body };
}

describe('signatures of webhooks', () => {
  it('OR-1 takes what the library signed, also beside another signature', () => {
    const delivery = signed(now);
    expect(verifyDelivery(delivery, secret, now)).toBe('msg_1');
    const rotated = { ...delivery, signature: `v1,AAAA v1a,xyz ${delivery.signature}` };
    expect(verifyDelivery(rotated, secret, now)).toBe('msg_1');
  });

  it.each([
    { webhookId: undefined },
    { webhookId: 'msg_2' },
    { webhookId: 'x'.repeat(201) },
    { timestamp: undefined },
    { timestamp: '1' },
    { timestamp: 'yesterday' },
    { timestamp: '-1' },
    { signature: undefined },
    { signature: '' },
    { signature: 'v1,' },
    { signature: 'v1' },
    { body: Buffer.from('{"type":"order.paid" }') },
    { body: Buffer.alloc(0) },
  ])('OR-1 refuses %o', (wrong) => {
    expect(() => verifyDelivery({ ...signed(now), ...wrong }, secret, now)).toThrow(/missing or wrong/);
  });

  it.each([-300, 0, 300])('OR-1 takes one that was signed %i seconds from now', (seconds) => {
    expect(verifyDelivery(signed(new Date(now.getTime() + seconds * 1_000)), secret, now)).toBe('msg_1');
  });

  it.each([-301, 301, -86_400])('OR-1 refuses one that was signed %i seconds from now', (seconds) => {
    const delivery = signed(new Date(now.getTime() + seconds * 1_000));
    expect(() => verifyDelivery(delivery, secret, now)).toThrow(/more than 5 minutes/);
  });
});
