import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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
