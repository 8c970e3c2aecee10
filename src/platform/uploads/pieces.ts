import type { Readable } from 'node:stream';

/** What the checksum of a piece may be made with. */
export const checksumAlgorithms = ['sha1', 'sha256'] as const;

export interface Checksum {
  readonly algorithm: (typeof checksumAlgorithms)[number];
  readonly digest: Buffer;
}

/** Bytes of a file from an offset on. */
export interface Piece {
  readonly offset: number;
  readonly body: Readable;
  /** Of all that the body holds; null: it is taken as it comes. */
  readonly checksum?: Checksum | null;
}

/** How much of a file is in memory, and what a killed process loses of it at most. */
const pieceBytes = 8 * 1_048_576;

/** The bytes in pieces of 8 MiB. What came before the sender went away is a piece, too. */
export async function* piecesOf(body: Readable, sizeBytes = pieceBytes): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let gathered = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      gathered += chunk.length;
      if (gathered < sizeBytes) continue;
      yield Buffer.concat(chunks);
      chunks = [];
      gathered = 0;
    }
  } catch (error) {
    if (!wentAway(error)) throw error;
  }
  if (gathered > 0) yield Buffer.concat(chunks);
}

const wentAway = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE');
