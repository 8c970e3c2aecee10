import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ImapFlow } from 'imapflow';
import { minute, second } from '../../../kernel/clock.js';
import { Config } from '../../config/config.js';
import type { InboundImapSettings, InboundSettings } from '../../config/inbound.js';
import { log } from '../../logging/log.js';
import { MailIntake } from '../../ports/mail-intake.js';
import { eachInTurn } from '../../queue/each-in-turn.js';
import type { WorkerPart } from '../../queue/worker-runtime.js';
import { addressesIn, cutMail, headersWanted } from './collected-mail.js';

const shortestPause = second;
const longestPause = 5 * minute;
/** How long it waits for news of the server before it looks by itself. */
const lookEvery = 2 * minute;

/**
 * Empties a mailbox: each mail is kept here, and only then moved to the folder of those that are done. One that dies
 * between the two finds the mail again, and keeps it once. Comes back by itself when the server was away.
 */
@Injectable()
export class ImapCollector implements WorkerPart {
  readonly name = 'inbound imap';
  private readonly stopping = new AbortController();
  private client: ImapFlow | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly intake: MailIntake,
  ) {}

  /** The server may be away: that stops nobody from starting. */
  async start(): Promise<void> {
    const { inbound } = this.config;
    if (inbound?.imap) this.running = this.run(inbound, inbound.imap);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.client?.close();
    await this.running;
  }

  private async run(inbound: InboundSettings, imap: InboundImapSettings): Promise<void> {
    const { signal } = this.stopping;
    let pause = shortestPause;
    while (!signal.aborted) {
      const begun = Date.now();
      await this.session(inbound, imap).catch((error: unknown) => {
        if (!signal.aborted)
          log.warn({ cause: causeOf(error), pauseMs: pause }, 'the mailbox is out of reach');
      });
      if (Date.now() - begun > longestPause) pause = shortestPause;
      await wait(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, longestPause);
    }
  }

  /** From one connection to its end. @throws Error when the server is away, refuses, or breaks off */
  private async session(inbound: InboundSettings, imap: InboundImapSettings): Promise<void> {
    const client = await this.connected(imap);
    try {
      const folder = decodeURIComponent(new URL(imap.url).pathname.slice(1)) || 'INBOX';
      await client.mailboxCreate(imap.done);
      const lock = await client.getMailboxLock(folder);
      try {
        while (client.usable) {
          const news = this.news(client);
          await this.empty(client, inbound, imap);
          // It waits by itself only where nobody holds the mailbox. The next command ends it.
          client.idle().catch(() => undefined);
          await news;
        }
      } finally {
        lock.release();
      }
    } finally {
      this.client = null;
      client.close();
    }
  }

  private async connected({ url }: InboundImapSettings): Promise<ImapFlow> {
    // Only where mail comes in this way.
    const { ImapFlow: Client } = await import('imapflow');
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'imaps:';
    const client = new Client({
      host: hostname,
      port: Number(port) || (secure ? 993 : 143),
      secure,
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      logger: false,
      maxIdleTime: lookEvery,
    });
    client.on('error', (error: unknown) => log.info({ cause: causeOf(error) }, 'the mailbox broke off'));
    this.client = client;
    await client.connect();
    return client;
  }

  /** Resolves when there may be something new, at the latest after {@link lookEvery}. */
  private async news(client: ImapFlow): Promise<void> {
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, this.stopping.signal]);
    const told = () => done.abort();
    client.once('exists', told);
    client.once('close', told);
    await wait(lookEvery, undefined, { signal }).catch(() => undefined);
    client.off('exists', told);
    client.off('close', told);
  }

  private async empty(client: ImapFlow, inbound: InboundSettings, imap: InboundImapSettings): Promise<void> {
    const uids = (await client.search({ all: true }, { uid: true })) || [];
    await eachInTurn(uids, async (uid) => {
      if (this.stopping.signal.aborted) return;
      await this.take(client, uid, inbound);
      await client.messageMove(String(uid), imap.done, { uid: true });
    });
  }

  private async take(client: ImapFlow, uid: number, inbound: InboundSettings): Promise<void> {
    const found = await client.fetchOne(
      String(uid),
      { size: true, headers: [...headersWanted] },
      { uid: true },
    );
    if (!found) return;
    const named = addressesIn(found.headers ?? Buffer.alloc(0)).filter((address) =>
      this.intake.accepts(address),
    );
    // Whoever was mailed by a blind copy or an alias is named nowhere, and the mail lies here all the same.
    const recipients = named.length > 0 ? named : [inbound.address];
    const sizeBytes = found.size ?? 0;
    const content = await this.contentOf(client, uid, sizeBytes, inbound);
    await this.intake.take({ recipients, content, maxBytes: inbound.maxBytes });
  }

  private async contentOf(client: ImapFlow, uid: number, sizeBytes: number, inbound: InboundSettings) {
    if (sizeBytes <= inbound.maxBytes) {
      const { content } = await client.download(String(uid), undefined, { uid: true });
      if (!content) throw new Error('The mail is no longer in the mailbox.');
      return content;
    }
    const found = await client.fetchOne(String(uid), { headers: true }, { uid: true });
    const head = found ? (found.headers ?? Buffer.alloc(0)) : Buffer.alloc(0);
    return Readable.from([
      cutMail(head, { sizeBytes, maxBytes: inbound.maxBytes, at: inbound.imap?.done ?? '' }),
    ]);
  }
}

// Words of servers quote addresses and user names.
const causeOf = (error: unknown): string => {
  const { code, responseStatus, authenticationFailed } = error as {
    code?: string;
    responseStatus?: string;
    authenticationFailed?: boolean;
  };
  return authenticationFailed ? 'authentication failed' : (code ?? responseStatus ?? 'unknown');
};
