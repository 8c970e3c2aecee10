import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PacedFileStream } from './paced-file-stream.js';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-paced-'));
const path = join(folder, 'file.bin');
const content = randomBytes(24 * 1_048_576 + 7);

beforeAll(() => writeFileSync(path, content));
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a part by a reader who takes so long for each piece. */
async function piecesOf(range: { start: number; end: number }, millisecondsEach: number): Promise<Buffer[]> {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  const pieces: Buffer[] = [];
  const stream = new PacedFileStream(await open(path), range);
  let left = range.end + 1 - range.start;
  for await (const piece of stream) {
    pieces.push(piece);
    left -= piece.length;
    // The next one lies ready before a slow reader comes back.
    while (left > 0 && stream.readableLength === 0) await setImmediate();
    now += millisecondsEach;
  }
  return pieces;
}

const largestOf = (pieces: readonly Buffer[]) => Math.max(...pieces.map(({ length }) => length));

describe('a paced file stream', () => {
  it('gives exactly the range, whatever the pace', async () => {
    for (const range of [
      { start: 0, end: content.length - 1 },
      { start: 65_535, end: 65_536 },
      { start: content.length - 1, end: content.length - 1 },
      { start: 0, end: -1 },
    ])
      for (const pace of [0, 1_000])
        expect(
          Buffer.concat(await piecesOf(range, pace)).equals(content.subarray(range.start, range.end + 1)),
        ).toBe(true);
  });

  it('grows for who keeps up, and not for who is slow', async () => {
    const all = { start: 0, end: content.length - 1 };
    expect(largestOf(await piecesOf(all, 0))).toBeGreaterThan(131_072);
    expect(largestOf(await piecesOf(all, 1_000))).toBe(65_536);
  });

  it('fails where the file cannot be read, and closes it', async () => {
    const file = await open(path);
    const stream = new PacedFileStream(file, { start: 0, end: 10 });
    await file.close();
    await expect(stream.toArray()).rejects.toThrow();
  });
});

describe('a paced file stream to an answer', () => {
  const all = { start: 0, end: content.length - 1 };

  /** Sends it over HTTP to a reader, and tells what the stream said. */
  async function sent(
    read: (answer: IncomingMessage) => Promise<unknown>,
    { start, end } = all,
    file = path,
  ): Promise<{ readonly passedBytes: number; readonly closed: boolean }> {
    const [ended, handle] = [Promise.withResolvers<void>(), await open(file)];
    let passedBytes = 0;
    const server = createServer((_, answer) => {
      answer.setHeader('content-length', end + 1 - start);
      const stream = new PacedFileStream(handle, { start, end });
      stream.on('passed', (bytes: number) => {
        passedBytes += bytes;
      });
      stream.on('error', () => answer.destroy());
      stream.on('close', ended.resolve);
      stream.pipe(answer);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const request = get({ port: (server.address() as AddressInfo).port, agent: false });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await read(answer).finally(() => request.destroy());
    await ended.promise;
    server.close();
    return { passedBytes, closed: handle.fd === -1 };
  }

  it('arrives byte for byte, however slowly it is read', async () => {
    for (const range of [all, { start: 65_535, end: 1_131_072 }])
      for (const pauseMs of [0, 3]) {
        const pieces: Buffer[] = [];
        const outcome = await sent(async (answer) => {
          for await (const piece of answer) {
            pieces.push(piece);
            if (pauseMs > 0 && pieces.length % 16 === 0) await wait(pauseMs);
          }
        }, range);
        expect(Buffer.concat(pieces).equals(content.subarray(range.start, range.end + 1))).toBe(true);
        expect(outcome).toEqual({ passedBytes: range.end + 1 - range.start, closed: true });
      }
  });

  it('closes the file when the reader goes away', async () => {
    const { passedBytes, closed } = await sent(async (answer) => {
      await once(answer, 'readable');
      answer.destroy();
    });
    expect([passedBytes < content.length, closed]).toEqual([true, true]);
  });

  it('breaks off when the file was cut meanwhile', async () => {
    const cut = join(folder, 'cut.bin');
    writeFileSync(cut, content);
    truncateSync(cut, 1_000_000);
    const read = async (answer: IncomingMessage) =>
      expect(answer.toArray()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await sent(read, all, cut)).toEqual({ passedBytes: 1_000_000, closed: true });
  });
});
