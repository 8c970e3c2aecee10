import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { Config } from '../config/config.js';
import type { Conversation, MailLane } from './define-email.js';
import type { Delivery } from './delivery.js';
import type { WrittenLetter } from './email-writer.js';

/**
 * What the mail server made of it. `refused`: it said no. `unreachable`: it never heard of it. `unknown`: the
 * connection ended while the answer was due, so it may have taken the mail.
 */
export type SendOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly cause: string }
  | { readonly kind: 'unreachable' | 'unknown'; readonly cause: string };

const sendTimeoutMs = 60_000;

const options = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  disableFileAccess: true,
  disableUrlAccess: true,
};

/** The way out. */
@Injectable()
export class Smtp implements OnApplicationShutdown {
  private readonly pooled;
  private readonly single;

  constructor(private readonly config: Config) {
    const url = config.smtpUrl;
    const pool = { pool: true as const, maxConnections: 10, maxMessages: 1_000, idleTimeout: 20_000 };
    // The pool would send a mail again by itself when a connection breaks, and nobody would know.
    this.pooled = createTransport({ ...options, ...pool, maxRequeues: 0, url });
    // A kept connection that the server has just closed would leave a mail in doubt; a fresh one does not.
    this.single = createTransport({ ...options, url });
  }

  /** Never throws. */
  async send(delivery: Delivery, letter: WrittenLetter): Promise<SendOutcome> {
    const { oneClickUnsubscribeUrl, conversation, ...content } = letter;
    const mail: SendMailOptions = {
      from: this.config.mailFrom,
      to: { name: delivery.recipientName, address: delivery.address },
      ...this.conversing(conversation),
      messageId: delivery.messageId,
      ...content,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...unsubscribing(oneClickUnsubscribeUrl),
      },
      signal: AbortSignal.timeout(sendTimeoutMs),
    };
    try {
      await this.transport(delivery.lane).sendMail(mail);
      return { kind: 'sent' };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.pooled.close();
    this.single.close();
  }

  private conversing(conversation: Conversation | null): SendMailOptions {
    const { supportEmail, portalName } = this.config;
    if (!conversation) return { replyTo: supportEmail };
    const { root, answered, replyTo } = conversation;
    const references = [root, ...answered].map((id) => `<${id}>`);
    return {
      replyTo: replyTo === null ? supportEmail : { name: portalName, address: replyTo },
      references,
      inReplyTo: references.at(-1),
    };
  }

  private transport(lane: MailLane) {
    return lane === 'once' ? this.single : this.pooled;
  }
}

/** @see RFC 8058 */
function unsubscribing(url: string | null): Record<string, string> {
  if (url === null) return {};
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

interface SmtpError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly command?: string;
  readonly timeoutType?: string;
}

const beforeAnyMail = new Set(['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EPROXY']);
const beforeConnected = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const unsendable = new Set(['EENVELOPE', 'ECONFIG', 'EREQUIRETLS']);

/** When in doubt, `unknown`: for a one-time link a missing mail is better than two. */
export function outcomeOf(error: unknown): SendOutcome {
  const { code = 'unknown', originalCode, responseCode, command, timeoutType } = error as SmtpError;
  // The server's words often quote the address; its number does not.
  const cause = [code, originalCode ?? timeoutType, responseCode, command]
    .filter(Boolean)
    .join(' ')
    .slice(0, 200);
  const atGreeting = timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT';
  // Wrong credentials are the portal's fault and not the mail's: it waits until they are right.
  if (beforeAnyMail.has(code) || atGreeting || beforeConnected.has(originalCode ?? code))
    return { kind: 'unreachable', cause };
  if (responseCode !== undefined) {
    // 421 closes the service and says nothing about this mail. RFC 5321 section 3.8
    if (responseCode === 421) return { kind: 'unreachable', cause };
    return { kind: 'refused', permanent: responseCode >= 500, cause };
  }
  if (unsendable.has(code)) return { kind: 'refused', permanent: true, cause };
  return { kind: 'unknown', cause };
}

/** The three digits with which a mail server refused a mail, from the cause of an outcome; null when none did. */
export function answerIn(cause: string | null): number | null {
  const digits = /^E[A-Z]+(?: [A-Z_]+)? ([45]\d\d)(?: |$)/.exec(cause ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
