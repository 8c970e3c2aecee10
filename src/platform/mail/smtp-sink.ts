import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { AddressObject } from 'mailparser';
import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

const kept = 500;

/** A mail as it arrived. */
export interface ReceivedMail {
  readonly id: string;
  readonly messageId: string;
  readonly from: string;
  /** Bare addresses. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** ISO 8601. */
  readonly date: string;
  readonly headers: Readonly<Record<string, string>>;
  /** File names. */
  readonly attachments: readonly string[];
}

/** How the sink treats a mail: takes it, answers with a code, breaks the connection after DATA, or never answers. */
export type SinkAnswer = 'accept' | 'drop' | 'hang' | number;

/** A mail server that keeps what it receives in memory; for the demo and the tests. */
export interface SmtpSink {
  readonly port: number;
  /** Where the kept mails are listed as JSON, newest first. */
  readonly mailboxUrl: string;
  mails(): readonly ReceivedMail[];
  clear(): void;
  /** Decides what becomes of mails from now on, per recipient address; connections that hang are broken off. */
  answerWith(rule: (to: string) => SinkAnswer): void;
  /** How many mails wait for an answer that never comes. */
  hanging(): number;
  close(): Promise<void>;
}

/** @param options port 0 takes a free one; `httpPort` likewise, and is free when left out */
export async function startSmtpSink(options: { port: number; httpPort?: number }): Promise<SmtpSink> {
  // Development packages: production never comes here and does not have them.
  const [{ SMTPServer: Server }, { simpleParser }] = await Promise.all([
    import('smtp-server'),
    import('mailparser'),
  ]);
  const box = new Box(simpleParser);
  const smtp = new Server({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onData: (stream, session, done) => box.receive(stream, session, done),
  });
  smtp.server.on('connection', (socket: Socket) => box.connected(socket));
  // Clients that break off are what tests do.
  smtp.on('error', () => undefined);
  await listening(smtp.server, options.port);
  const http = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(box.mails));
  });
  await listening(http, options.httpPort ?? 0);
  return sinkOf(box, smtp, http);
}

function sinkOf(box: Box, smtp: SMTPServer, http: HttpServer): SmtpSink {
  return {
    port: portOf(smtp.server),
    mailboxUrl: `http://127.0.0.1:${portOf(http)}/`,
    mails: () => box.mails,
    clear: () => box.clear(),
    answerWith: (rule) => box.answerWith(rule),
    hanging: () => box.hanging.size,
    close: () => closeBoth(smtp, http),
  };
}

/** What arrived, and how to answer. */
class Box {
  mails: readonly ReceivedMail[] = [];
  /** Ports of clients that wait for an answer that never comes. */
  readonly hanging = new Set<number>();
  private readonly sockets = new Map<number, Socket>();
  private rule: (to: string) => SinkAnswer = () => 'accept';

  constructor(private readonly parse: (stream: Readable) => Promise<Parsed>) {}

  connected(socket: Socket): void {
    const port = socket.remotePort ?? 0;
    this.sockets.set(port, socket);
    socket.once('close', () => this.sockets.delete(port));
  }

  receive(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): void {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const answer = this.rule(to[0] ?? '');
    if (answer === 'hang') this.hanging.add(session.remotePort);
    if (answer === 'accept') this.keep(stream, to).then(() => done(), done);
    else refuse(stream, answer, done, () => this.sockets.get(session.remotePort)?.destroy());
  }

  answerWith(rule: (to: string) => SinkAnswer): void {
    this.rule = rule;
    for (const port of this.hanging) this.sockets.get(port)?.destroy();
    this.hanging.clear();
  }

  clear(): void {
    this.mails = [];
  }

  private async keep(stream: SMTPServerDataStream, to: readonly string[]): Promise<void> {
    const mail = receivedMail(await this.parse(stream), to);
    this.mails = [mail, ...this.mails].slice(0, kept);
  }
}

type Done = (error?: Error | null) => void;

function refuse(stream: SMTPServerDataStream, answer: SinkAnswer, done: Done, drop: () => void): void {
  stream.resume();
  stream.once('end', () => {
    if (typeof answer === 'number') done(Object.assign(new Error('refused'), { responseCode: answer }));
    if (answer === 'drop') drop();
  });
}

interface Parsed {
  readonly messageId?: string | undefined;
  readonly from?: AddressObject | undefined;
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly html: string | false;
  readonly date?: Date | undefined;
  readonly headerLines: readonly { readonly key: string; readonly line: string }[];
  readonly attachments: readonly { readonly filename?: string | undefined }[];
}

function receivedMail(parsed: Parsed, to: readonly string[]): ReceivedMail {
  return {
    id: randomUUID(),
    messageId: parsed.messageId ?? '',
    from: parsed.from?.text ?? '',
    to,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html || '',
    date: (parsed.date ?? new Date()).toISOString(),
    headers: Object.fromEntries(
      parsed.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
    ),
    attachments: parsed.attachments.map(({ filename }) => filename ?? ''),
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function closeBoth(smtp: SMTPServer, http: HttpServer): Promise<void> {
  http.closeAllConnections();
  await Promise.all([
    new Promise<void>((resolve) => smtp.close(() => resolve())),
    new Promise<void>((resolve) => http.close(() => resolve())),
  ]);
}
