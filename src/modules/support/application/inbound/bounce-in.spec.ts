import { describe, expect, it } from '@jest/globals';
import { bounceIn } from './bounce-in.js';

const file = (type: string, text: string) => ({ name: 'part', type, content: Buffer.from(text) });
const original = file('text/rfc822-headers', 'Subject: x\nMessage-Id: <one@ours.example>\n');
const report = (...recipients: string[]) =>
  file('message/delivery-status', ['Reporting-MTA: dns; mx', ...recipients].join('\n\n'));

describe('what a bounce says', () => {
  it.each([
    ['Action: failed\nStatus: 5.1.1', '5.1.1'],
    ['ACTION:failed (permanent)\nSTATUS:\t4.4.7', '4.4.7'],
    ['Final-Recipient: rfc822;\n a@b.example\nAction:\n failed\nStatus:\n 5.2.2 (full)', '5.2.2'],
    ['Action: failed', '5.0.0'],
    ['Action: failed\nStatus: 5.1', '5.0.0'],
    ['Action: failed\nStatus: 5.1.1234', '5.0.0'],
    ['Action: failed\nStatus: 6.1.1', '5.0.0'],
  ])('reads %j', (recipient, status) => {
    expect(bounceIn([report(recipient), original])).toEqual({ messageId: 'one@ours.example', status });
  });

  it('finds the recipient that failed among others', () => {
    const mixed = report('Action: delayed\nStatus: 4.0.0', 'Action: failed\nStatus: 5.7.1');
    expect(bounceIn([mixed, original])?.status).toBe('5.7.1');
  });

  it.each([
    ['no report', [original]],
    ['no original', [report('Action: failed')]],
    ['no recipient that failed', [report('Action: delayed\nStatus: 4.4.1'), original]],
    ['an action that only begins alike', [report('Action: failedover'), original]],
    ['no Message-ID', [report('Action: failed'), file('message/rfc822', 'Subject: x\n\nMessage-ID: <a@b>')]],
    ['a Message-ID that is none', [report('Action: failed'), file('message/rfc822', 'Message-ID: words')]],
  ])('is nothing with %s', (_, files) => expect(bounceIn(files)).toBeNull());

  it('looks at no more than the first 64 KiB of a part', () => {
    const long = file('message/rfc822', `X: ${'a'.repeat(70_000)}\nMessage-ID: <one@ours.example>\n`);
    expect(bounceIn([report('Action: failed'), long])).toBeNull();
  });

  it.each([
    ['message/global-delivery-status', 'message/global-headers'],
    ['Message/Delivery-Status', 'Message/RFC822'],
  ])('knows %s with %s', (status, head) => {
    const files = [
      file(status, 'Reporting-MTA: dns; mx\r\n\r\nAction: failed'),
      file(head, 'message-id: <a@b>\r\n\r\nx'),
    ];
    expect(bounceIn(files)).toEqual({ messageId: 'a@b', status: '5.0.0' });
  });
});
