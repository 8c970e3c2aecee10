import type { IncomingMessage } from 'node:http';
import type { Request } from './request.js';

/** With at most 10 s for the head and 2 s until somebody looks, slow clients are closed within 30 s (security.md C8). */
const wholeBodyMs = 18_000;
const lookEveryMs = 10_000;
/** Of a file, between two looks: 52 kbit/s. */
const leastBytes = 65_536;

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

const late = 'HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** From here on the body has 18 s to arrive; then the connection is closed. */
export function expectBody({ raw }: Request): void {
  if (raw.headers['transfer-encoding'] === undefined && !(Number(raw.headers['content-length']) > 0)) return;
  timers.set(
    raw,
    setTimeout(() => cut(raw), wholeBodyMs),
  );
  const done = () => clearTimeout(timers.get(raw));
  raw.once('end', done).once('close', done);
}

/**
 * For files: the body may take as long as it needs while it goes on arriving. Whoever calls this knows who sends it.
 * The answer may take its time, too.
 */
export function expectLongBody({ raw }: Request): void {
  raw.socket.setTimeout(0);
  const timer = timers.get(raw);
  if (!timer || raw.complete) return;
  clearTimeout(timer);
  let before = raw.socket.bytesRead;
  const looks = setInterval(() => {
    const { bytesRead } = raw.socket;
    // Bytes that wait for us are no fault of the client's.
    if (bytesRead - before < leastBytes && raw.readableLength === 0) cut(raw);
    before = bytesRead;
  }, lookEveryMs);
  timers.set(raw, looks);
}

function cut(raw: IncomingMessage): void {
  clearTimeout(timers.get(raw));
  const { socket } = raw;
  if (raw.complete || socket.destroyed) return;
  // What is half answered already cannot be answered again.
  if (socket.bytesWritten === 0) socket.write(late);
  socket.destroySoon();
}
