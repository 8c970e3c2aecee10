import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FileScanner, type ScannedFile } from './file-scanner.js';
import { FileInfected, ScannerUnavailable, TooLargeToScan } from './scanning.errors.js';

const idleMs = 20_000;
const bytesPerMs = 10_000;

/**
 * Asks clamd, over TCP, with its command INSTREAM. Whatever is not a clear verdict refuses the file (security.md C5).
 * @see https://docs.clamav.net/manual/Usage/Scanning.html (clamd protocol)
 */
export class Clamd extends FileScanner {
  private readonly host: string;
  private readonly port: number;

  /** @param url `tcp://host:3310` */
  constructor(url: string) {
    super();
    const { hostname, port } = new URL(url);
    this.host = hostname.replace(/^\[|\]$/g, '');
    this.port = Number(port || 3310);
  }

  async check(file: ScannedFile): Promise<void> {
    const reply = await this.replyTo(file);
    if (reply === 'stream: OK') return;
    const [, found] = /^stream: (.+) FOUND$/.exec(reply) ?? [];
    if (found !== undefined) throw FileInfected.by(found.replace(/[^\w.:-]/g, '_').slice(0, 100));
    if (reply.startsWith('INSTREAM size limit exceeded')) throw TooLargeToScan.now();
    throw ScannerUnavailable.now(new Error(`clamd said: ${reply.slice(0, 200)}`));
  }

  private async replyTo({ sizeBytes, open }: ScannedFile): Promise<string> {
    const socket = connect({ host: this.host, port: this.port });
    // It is silent while it looks, the longer the larger the file is.
    socket.setTimeout(idleMs + sizeBytes / bytesPerMs, () => socket.destroy(new Error('clamd is silent.')));
    const reply = replyOn(socket);
    try {
      await once(socket, 'connect');
      await send(socket, await open());
      return await reply;
    } catch (error) {
      socket.destroy();
      // It may have said why it hung up.
      const said = await reply;
      if (said !== '') return said;
      throw ScannerUnavailable.now(error);
    } finally {
      socket.destroy();
    }
  }
}

/** What it says until it closes; a broken connection ends it, too. */
async function replyOn(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    if (text.length < 1_000) text += chunk.toString('latin1');
  });
  // Whoever writes hears of it, too.
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('close', resolve));
  return text.replace(/\0[\s\S]*$/, '').trim();
}

/** Each chunk behind its length, and a length of zero at the end. */
async function send(socket: Socket, content: AsyncIterable<Buffer>): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of content) {
    await write(socket, length(chunk.length));
    await write(socket, chunk);
  }
  await write(socket, length(0));
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function length(bytes: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(bytes);
  return prefix;
}
