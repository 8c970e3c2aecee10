import { createTransport } from 'nodemailer';
import type { Portal } from '../../harness/portal.js';

/** The mailbox of the tests' portals. */
export const mailbox = 'support@help.latchkey.test';

export interface SentMail {
  readonly from: string;
  readonly to: string | readonly string[];
  /** Head and body, lines ended by \n. */
  readonly raw: string;
}

/** Hands a mail to the portal's own mail server as another mail server does. @throws Error when it is refused */
export async function deliver(port: number, { from, to, raw }: SentMail): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  await transport.sendMail({ envelope: { from, to: [to].flat() }, raw: raw.replace(/\r?\n/g, '\r\n') });
  transport.close();
}

/** The address in the newest mail to that person that answers go to. */
export function replyAddress(portal: Portal, email: string): string {
  const header = portal.mailTo(email)?.headers['reply-to'] ?? '';
  return /<([^>]+)>/.exec(header)?.[1] ?? header;
}

export interface InboundRow {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly ticket_id: string | null;
  readonly message_id: string | null;
  readonly quoted: string;
  readonly left_out: readonly string[];
  readonly subject: string;
  readonly storage_key: string | null;
  readonly recipient: string;
}

/** What became of the mails with that Message-ID. */
export async function becameOf(portal: Portal, mailId: string): Promise<readonly InboundRow[]> {
  return await portal.sql<InboundRow>('select * from support.inbound_mail where mail_id = $1 order by id', [
    mailId,
  ]);
}
