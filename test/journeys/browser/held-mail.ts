import { Readable } from 'node:stream';
import { MailIntake } from '../../../src/platform/ports/mail-intake.js';
import type { Portal } from '../../harness/portal.js';

export const heldMailAddress = 'support@help.example';

/** The page of a mail that waits for an agent: with a quote, and a file. */
export async function pageOfHeldMail(portal: Portal): Promise<string> {
  const raw = [
    'From: Nils Nobody <nils@nobody.example>',
    `To: ${heldMailAddress}`,
    'Subject: The export fails since the update of last week, whatever I choose',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'It fails since today, see the log.',
    '',
    'On Thu, Nov 26, 2026 at 9:14 AM Support <support@help.example> wrote:',
    '',
    '> Please install 3.2.1.',
    '--b',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename="export-of-the-day-before-yesterday.log"',
    '',
    '09:00 started',
    '--b--',
    '',
  ].join('\r\n');
  const content = Readable.from([Buffer.from(raw)]);
  await portal.get(MailIntake).take({ recipients: [heldMailAddress], content, maxBytes: 10_000 });
  await portal.settle();
  const [mail] = await portal.sql<{ id: string; status: string }>(
    'select id, status from support.inbound_mail',
  );
  if (mail?.status !== 'held') throw new Error('The mail does not wait for anybody.');
  return `/admin/inbound-mails/${mail.id}`;
}
