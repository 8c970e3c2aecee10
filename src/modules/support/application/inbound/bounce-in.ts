import type { Bounce } from '../../../../platform/mail/bounces.js';
import type { MailFile } from './parse-mail.js';

const longestPart = 65_536;
const reports = ['message/delivery-status', 'message/global-delivery-status'];
const originals = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'];

/**
 * What a delivery status notification says of the mail that it quotes; null for what is none, tells of no failure, or
 * does not quote the head of the mail. Nothing in it is proved. Our mails have one recipient each, so the first
 * recipient that failed is theirs, or the one that theirs was forwarded to.
 * @see RFC 3464 sections 2.1 and 2.3, RFC 6533 for the global forms
 */
export function bounceIn(files: readonly MailFile[]): Bounce | null {
  const report = partOf(files, reports);
  const original = partOf(files, originals);
  if (report === null || original === null) return null;
  const [head = ''] = original.split(/\r?\n\r?\n/, 1);
  const messageId = /<([^<>\s]{3,250})>/.exec(field(head, 'message-id') ?? '')?.[1];
  const failed = report
    .split(/(?:\r?\n){2,}/)
    .find((recipient) => /^failed\b/i.test(field(recipient, 'action') ?? ''));
  return messageId === undefined || failed === undefined ? null : { messageId, status: statusOf(failed) };
}

function partOf(files: readonly MailFile[], types: readonly string[]): string | null {
  const part = files.find(({ type }) => types.includes(type.toLowerCase()));
  return part ? part.content.subarray(0, longestPart).toString('utf8') : null;
}

/** The value of the first field of that name, in one line. */
function field(head: string, name: string): string | null {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line === undefined ? null : line.slice(name.length + 1).trim();
}

/** 5.0.0, an undefined failure, where the report gives no code that tells of one. RFC 3463 section 2 */
const statusOf = (recipient: string): string =>
  /^[45]\.\d{1,3}\.\d{1,3}(?!\S)/.exec(field(recipient, 'status') ?? '')?.[0] ?? '5.0.0';
