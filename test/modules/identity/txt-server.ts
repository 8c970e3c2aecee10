import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** A DNS server that knows text records, on a free port of this machine. */
export interface TxtServer {
  readonly address: string;
  /** What it answers, by domain; a domain that is not there does not exist. */
  readonly records: Map<string, readonly string[]>;
  /** Every domain it was asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

const nameAt = (message: Buffer): { name: string; end: number } => {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString('ascii'));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
};

// RFC 1035 section 4.1: header, the question as it came, and one record per text.
function answerTo(message: Buffer, end: number, texts: readonly string[] | undefined): Buffer {
  const header = Buffer.from(message.subarray(0, 12));
  header.writeUInt16BE(texts ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(texts?.length ?? 0, 6);
  header.writeUInt32BE(0, 8);
  const records = (texts ?? []).map((text) => {
    const data = Buffer.from(text, 'ascii');
    const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, data.length + 1, data.length]);
    return Buffer.concat([head, data]);
  });
  return Buffer.concat([header, message.subarray(12, end), ...records]);
}

export async function startTxtServer(): Promise<TxtServer> {
  const records = new Map<string, readonly string[]>();
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { name, end } = nameAt(message);
    asked.push(name);
    socket.send(answerTo(message, end, records.get(name)), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return { address: `127.0.0.1:${port}`, records, asked, close };
}
