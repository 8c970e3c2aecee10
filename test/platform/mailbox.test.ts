import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { type SmtpSink, startSmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { type Portal, startPortal } from '../harness/portal.js';

let sink: SmtpSink;
let demo: Portal;
let production: Portal;

beforeAll(async () => {
  sink = await startSmtpSink({ port: 0 });
  const transport = createTransport({ host: '127.0.0.1', port: sink.port });
  await transport.sendMail({
    from: 'portal@example.com',
    to: 'ada@example.com',
    subject: 'Your <link>',
    text: 'Open http://127.0.0.1:3000/invitations/abc?x=1.',
    html: '<p><a href="http://127.0.0.1:3000/invitations/abc?x=1">Open</a></p><script>alert(1)</script>',
    attachments: [{ filename: 'invoice.pdf', content: 'x' }],
  });
  transport.close();
  demo = await startPortal({ worker: false, environment: { MAILBOX_URL: sink.mailboxUrl } });
  production = await startPortal({ worker: false });
});
afterAll(async () => {
  await Promise.all([demo.close(), production.close(), sink.close()]);
});

describe('the mailbox of the demo', () => {
  it('lists mails as JSON with their links', async () => {
    const { status, body } = await demo.api().get('/dev/mailbox.json');
    expect(status).toBe(200);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      from: 'portal@example.com',
      to: ['ada@example.com'],
      subject: 'Your <link>',
      links: ['http://127.0.0.1:3000/invitations/abc?x=1'],
      attachments: ['invoice.pdf'],
    });
  });

  it('shows a mail, its HTML only in a frame that runs nothing', async () => {
    const list = await demo.visitor().get('/dev/mailbox');
    expect(list.html).toContain('Your &lt;link&gt;');
    const { body } = await demo.api().get('/dev/mailbox.json');
    const shown = await demo.visitor().get(`/dev/mailbox/${body.items[0].id}`);
    expect(shown.status).toBe(200);
    expect(shown.html).toMatch(/<iframe [^>]*sandbox="allow-popups"/);
    expect(shown.html).not.toContain('alert(1)');
    const frame = await demo.visitor().get(`/dev/mailbox/${body.items[0].id}/html`);
    expect(frame.html).toContain('<script>alert(1)</script>');
    expect(frame.headers.get('content-type')).toContain('text/html');
    const policy = frame.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox');
    expect(policy).not.toContain('allow-scripts');
    expect(frame.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it('answers 404 for a mail that is not there', async () => {
    expect((await demo.visitor().get('/dev/mailbox/none')).status).toBe(404);
  });

  it.each(['/dev/mailbox', '/dev/mailbox.json', '/dev/mailbox/1', '/dev/mailbox/1/html'])(
    'does not exist outside the demo: %s',
    async (path) => {
      expect((await production.visitor().get(path)).status).toBe(404);
    },
  );
});
