import { readFile } from 'node:fs/promises';
import { type AddressInfo, BlockList, isIPv6, type Socket } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { SMTPServer, SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import { minute, second } from '../../../kernel/clock.js';
import { Config } from '../../config/config.js';
import type { InboundSettings, InboundSmtpSettings } from '../../config/inbound.js';
import { log } from '../../logging/log.js';
import { MailIntake } from '../../ports/mail-intake.js';
import type { WorkerPart } from '../../queue/worker-runtime.js';
import { FileTooLarge, StorageFull } from '../../storage/storage.errors.js';

const mostConnections = 50;
const mostRecipients = 20;
const longestConnection = 15 * minute;

type Done = (error?: Error | null) => void;

/**
 * A mail server for the portal's own mailbox and nothing else: it relays nothing, and says 250 only once the mail is
 * kept. What goes wrong here is told with a 4xx, so that the sending server tries again.
 * @see RFC 5321
 */
@Injectable()
export class SmtpReceiver implements WorkerPart {
  readonly name = 'inbound smtp';
  private server: SMTPServer | null = null;

  constructor(
    private readonly config: Config,
    private readonly intake: MailIntake,
  ) {}

  /** Null while it is not running. */
  get port(): number | null {
    const address = this.server?.server.address() as AddressInfo | null | undefined;
    return address?.port ?? null;
  }

  async start(): Promise<void> {
    const { inbound } = this.config;
    if (!inbound?.smtp) return;
    // Only where mail comes in this way.
    const { SMTPServer: Server } = await import('smtp-server');
    const server = new Server(await this.options(inbound, inbound.smtp));
    server.server.on('connection', (socket: Socket) => {
      const timer = setTimeout(() => socket.destroy(), longestConnection);
      socket.once('close', () => clearTimeout(timer));
    });
    server.on('error', (error) => log.info({ err: error }, 'a mail server broke off'));
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(inbound.smtp?.port, inbound.smtp?.host, resolve);
    });
    this.server = server;
    log.info({ port: this.port }, 'mails come in by SMTP');
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async options(inbound: InboundSettings, smtp: InboundSmtpSettings): Promise<SMTPServerOptions> {
    const known = knownBy(smtp);
    return {
      ...(await tlsOf(smtp)),
      name: inbound.address.slice(inbound.address.indexOf('@') + 1),
      banner: this.config.portalName.replace(/[^\x20-\x7e]/g, ''),
      size: inbound.maxBytes,
      authOptional: true,
      disabledCommands: smtp.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      maxClients: mostConnections,
      socketTimeout: minute,
      closeTimeout: 5 * second,
      onConnect: ({ remoteAddress }, done) => done(known(remoteAddress) ? null : stranger()),
      onRcptTo: ({ address }, { envelope }, done) => done(this.refusalOf(address, envelope.rcptTo.length)),
      onData: (stream, session, done) => void this.receive(stream, session, done),
    };
  }

  private get maxBytes(): number {
    return this.config.inbound?.maxBytes ?? 0;
  }

  private refusalOf(address: string, already: number): Error | null {
    if (already >= mostRecipients) return reply(452, '4.5.3 Too many recipients; send them another mail');
    if (this.intake.accepts(address)) return null;
    return reply(550, '5.7.1 We take no mail for this address, and relay none');
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const body = new PassThrough();
    const ended = new Promise<void>((resolve) => stream.once('end', resolve).once('close', resolve));
    stream.pipe(body);
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    try {
      const content = Readable.from(traced(session, body));
      await this.intake.take({ recipients, content, maxBytes: this.maxBytes });
      done();
    } catch (error) {
      // The rest of it is read all the same: only then the other side listens.
      stream.unpipe(body);
      stream.resume();
      await ended;
      done(this.answerTo(error));
    }
  }

  private answerTo(error: unknown): Error {
    if (error instanceof FileTooLarge) {
      const mebibytes = Math.floor(this.maxBytes / 1_048_576);
      return reply(
        552,
        `5.3.4 The mail is larger than ${mebibytes} MiB. Send large files at ${this.config.publicUrl}/requests`,
      );
    }
    log.warn({ err: error }, 'a mail was not taken; its server will try again');
    return error instanceof StorageFull
      ? reply(452, '4.3.1 No room at the moment; try again later')
      : reply(451, '4.3.0 The mail cannot be kept at the moment; try again later');
  }
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

const stranger = (): Error => reply(554, '5.7.1 This mail server takes mail from known servers only');

const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

function knownBy({ allowed }: InboundSmtpSettings): (address: string) => boolean {
  const networks = new BlockList();
  for (const network of allowed.flatMap((name) => named[name] ?? [name])) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    networks.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  const plain = (address: string) => address.replace(/^::ffff:/, '');
  return (address) =>
    allowed.length === 0 || networks.check(plain(address), isIPv6(plain(address)) ? 'ipv6' : 'ipv4');
}

async function tlsOf({ tls }: InboundSmtpSettings): Promise<SMTPServerOptions> {
  if (!tls) return {};
  const [cert, key] = await Promise.all([readFile(tls.certificate), readFile(tls.key)]);
  return { cert, key };
}

/** The envelope's sender on top, where only the last server writes. @see RFC 5321 section 4.4 */
async function* traced({ envelope }: SMTPServerSession, body: PassThrough): AsyncGenerator<Buffer> {
  const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  yield Buffer.from(`Return-Path: <${sender.replace(/[^\x21-\x7e]|[<>]/g, '')}>\r\n`);
  yield* body;
}
