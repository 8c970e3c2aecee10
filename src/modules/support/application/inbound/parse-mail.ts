import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { plainText } from '../plain-text.js';

export interface MailFile {
  /** As the sender calls it; made up from the type where it has no name. */
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** A mail as its parser understands it. Nothing in it is proved. */
export interface ParsedMail {
  /** Values by lower-case name, topmost first. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly subject: string;
  /** Without brackets. */
  readonly messageId: string | null;
  /** Message-IDs of what it answers, without brackets, the nearest first. */
  readonly answers: readonly string[];
  /** What it says, HTML turned into text; empty when it says nothing. */
  readonly text: string;
  readonly files: readonly MailFile[];
}

const mostAnswers = 50;

/** @throws Error for what is nested deeper, or has more headers, than any honest mail */
export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const mail = await PostalMime.parse(raw, {
    forceRfc822Attachments: true,
    maxNestingDepth: 50,
    maxHeadersSize: 262_144,
  });
  const headers = Map.groupBy(mail.headers, ({ key }) => key);
  const nearestFirst = [...idsIn(mail.inReplyTo), ...idsIn(mail.references).reverse()];
  return {
    headers: new Map([...headers].map(([key, all]) => [key, all.map(({ value }) => value)])),
    from: authorOf(mail.from),
    subject: storable(mail.subject ?? '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 400),
    messageId: idsIn(mail.messageId)[0] ?? null,
    answers: [...new Set(nearestFirst)].slice(0, mostAnswers),
    text: storable(textOf(mail.text, mail.html)),
    files: mail.attachments.map(fileOf),
  };
}

function authorOf(address: Address | undefined): ParsedMail['from'] {
  const mailbox = address?.group ? address.group[0] : address;
  if (!mailbox?.address) return null;
  return {
    name: storable(mailbox.name).slice(0, 200),
    address: storable(mailbox.address).toLowerCase().slice(0, 320),
  };
}

const idsIn = (text: string | undefined): string[] =>
  [...(text ?? '').slice(0, 20_000).matchAll(/<([^<>\s]{3,250})>/g)].map(([, id = '']) => id);

function textOf(text: string | undefined, html: string | undefined): string {
  if (text?.trim()) return text;
  if (!html) return '';
  return plainText(html);
}

// What PostgreSQL does not store: NUL, and halves of characters.
const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '');

const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'message.eml',
  'text/calendar': 'invitation.ics',
  'text/html': 'page.html',
  'text/rfc822-headers': 'headers.txt',
  'message/delivery-status': 'delivery-status.txt',
  'application/ms-tnef': 'winmail.dat',
};

function fileOf({ filename, mimeType, content }: Attachment): MailFile {
  const [kind, subtype] = mimeType.split('/');
  const madeUp = endings[mimeType] ?? (kind === 'image' ? `image.${subtype}` : 'file');
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
  return { name: filename || madeUp, type: mimeType, content: bytes };
}
