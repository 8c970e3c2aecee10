import { z } from 'zod';
import { parseEmailAddress } from '../../kernel/email-address.js';

// A reply address adds `+` and 48 characters, and a local part has at most 64 octets. RFC 5321 section 4.5.3.1.1
const longestMailbox = 15;
const mebibyte = 1_048_576;

const mailbox = z
  .string()
  .transform((text) => parseEmailAddress(text) ?? '')
  .refine(
    (address) => /^[a-z0-9._-]+@/.test(address) && address.indexOf('@') <= longestMailbox,
    `Use an address like support@tickets.example.com, with at most ${longestMailbox} letters, digits, dots or dashes before the @.`,
  );

const imapUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^imaps?:$/.test(new URL(text).protocol) && new URL(text).username !== '',
    'Use imaps://user:password@host:993/INBOX.',
  );

const wholeNumber = (least: number, most: number) =>
  z.coerce.number(`Use a whole number from ${least} to ${most}.`).int().min(least).max(most);

/** What the environment says about mails that come in. */
export const inboundEnvironment = {
  INBOUND_ADDRESS: mailbox.optional(),
  INBOUND_SMTP_PORT: wholeNumber(0, 65_535).optional(),
  INBOUND_SMTP_HOST: z.string().default('0.0.0.0'),
  INBOUND_SMTP_CERTIFICATE: z.string().optional(),
  INBOUND_SMTP_KEY: z.string().optional(),
  INBOUND_IMAP_URL: imapUrl.optional(),
  INBOUND_IMAP_DONE: z.string().min(1).max(100).default('Latchkey'),
  INBOUND_MAX_MIB: wholeNumber(1, 100).default(36),
  INBOUND_AUTHENTICATED_BY: z.string().max(255).optional(),
  INBOUND_UNKNOWN_SENDERS: z.enum(['hold', 'discard'], 'Use hold or discard.').default('hold'),
};

/** Where replies of customers arrive, and how. */
export interface InboundSettings {
  /** The mailbox that replies and new requests are mailed to, in lower case. */
  readonly address: string;
  /** The largest mail that is taken. */
  readonly maxBytes: number;
  /** The server whose Authentication-Results are believed; null: nobody's. */
  readonly authenticatedBy: string | null;
  readonly unknownSenders: 'hold' | 'discard';
  /** Null: no mail server may deliver here. */
  readonly smtp: InboundSmtpSettings | null;
  /** Null: no mailbox is emptied. */
  readonly imap: InboundImapSettings | null;
}

export interface InboundSmtpSettings {
  readonly port: number;
  readonly host: string;
  /** Networks that may deliver; empty: all. */
  readonly allowed: readonly string[];
  /** Files in PEM for STARTTLS; null: in the clear. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
}

export interface InboundImapSettings {
  readonly url: string;
  /** The folder that mails are moved to once they are kept here. */
  readonly done: string;
}

type InboundEnvironment = z.output<z.ZodObject<typeof inboundEnvironment>> & {
  readonly INBOUND_SMTP_ALLOWED: readonly string[];
};

/** Null: nothing comes in by mail, and mails say so. */
export function inboundSettings(environment: InboundEnvironment): InboundSettings | null {
  const { INBOUND_ADDRESS: address } = environment;
  if (!address) return null;
  return {
    address,
    maxBytes: environment.INBOUND_MAX_MIB * mebibyte,
    authenticatedBy: environment.INBOUND_AUTHENTICATED_BY ?? null,
    unknownSenders: environment.INBOUND_UNKNOWN_SENDERS,
    smtp: smtpSettings(environment),
    imap: environment.INBOUND_IMAP_URL
      ? { url: environment.INBOUND_IMAP_URL, done: environment.INBOUND_IMAP_DONE }
      : null,
  };
}

function smtpSettings(environment: InboundEnvironment): InboundSmtpSettings | null {
  const { INBOUND_SMTP_PORT: port, INBOUND_SMTP_HOST: host, INBOUND_SMTP_ALLOWED: allowed } = environment;
  if (port === undefined) return null;
  const { INBOUND_SMTP_CERTIFICATE: certificate, INBOUND_SMTP_KEY: key } = environment;
  return { port, host, allowed, tls: certificate && key ? { certificate, key } : null };
}

/** What is wrong with the settings together; null: nothing. */
export function inboundFault(environment: InboundEnvironment): { path: string; remedy: string } | null {
  const { INBOUND_ADDRESS: address, INBOUND_SMTP_PORT: port, INBOUND_IMAP_URL: imap } = environment;
  if (!address && (port !== undefined || imap))
    return { path: 'INBOUND_ADDRESS', remedy: 'Set the address that mails come in at.' };
  if (Boolean(environment.INBOUND_SMTP_CERTIFICATE) !== Boolean(environment.INBOUND_SMTP_KEY))
    return { path: 'INBOUND_SMTP_KEY', remedy: 'Set the certificate and its key, or neither.' };
  // Whoever may deliver could write the verdict of that server into a mail.
  if (
    environment.INBOUND_AUTHENTICATED_BY &&
    port !== undefined &&
    environment.INBOUND_SMTP_ALLOWED.length === 0
  )
    return {
      path: 'INBOUND_SMTP_ALLOWED',
      remedy: 'Name the mail server that INBOUND_AUTHENTICATED_BY means, so that nobody else delivers.',
    };
  return null;
}
