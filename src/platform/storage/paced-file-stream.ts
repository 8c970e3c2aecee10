import type { FileHandle } from 'node:fs/promises';
import { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ByteRange } from './storage.js';

const smallest = 65_536;
const largest = 1_048_576;
/** Who takes less in a second is slow. */
const slowBytesPerSecond = 4 * 1_048_576;

/**
 * A part of a file in pieces of 64 KiB, and of up to 1 MiB for who keeps up: large pieces are fast, but a slow reader
 * holds two of them, and hundreds of slow ones may read at a time. Closes the file at its end.
 *
 * Piped to an answer it uses one piece of memory over and over (ADR 40), and emits `passed` with the bytes of each piece
 * that the system took.
 */
export class PacedFileStream extends Readable {
  private position: number;
  private pieceBytes = smallest;
  /** Taken since the reader was slow. */
  private takenBytes = 0;
  private givenAt: number | null = null;

  constructor(
    private readonly file: FileHandle,
    private readonly range: ByteRange,
  ) {
    super({ highWaterMark: smallest });
    this.position = range.start;
  }

  override _read(): void {
    const wanted = Math.min(this.nextPieceBytes(), this.range.end + 1 - this.position);
    if (wanted <= 0) {
      this.push(null);
      return;
    }
    this.file.read(Buffer.allocUnsafeSlow(wanted), 0, wanted, this.position).then(
      ({ bytesRead, buffer }) => {
        this.position += bytesRead;
        this.givenAt = performance.now();
        // A file that was cut meanwhile ends early, and the connection with it.
        this.push(bytesRead === 0 ? null : buffer.subarray(0, bytesRead));
      },
      (error: Error) => this.destroy(error),
    );
  }

  override pipe<Destination extends NodeJS.WritableStream>(
    destination: Destination,
    options?: { readonly end?: boolean },
  ): Destination {
    // Only an answer says when the system has the bytes; other streams keep what they are given.
    if (!(destination instanceof ServerResponse)) return super.pipe(destination, options);
    destination.once('close', () => this.destroy());
    this.passTo(destination).catch((error: Error) => this.destroy(error));
    return destination;
  }

  private async passTo(answer: ServerResponse): Promise<void> {
    let memory = Buffer.allocUnsafeSlow(smallest);
    while (this.position <= this.range.end) {
      const wanted = Math.min(this.nextPieceBytes(), this.range.end + 1 - this.position);
      if (wanted > memory.length) memory = Buffer.allocUnsafeSlow(wanted);
      const { bytesRead } = await this.file.read(memory, 0, wanted, this.position);
      if (bytesRead === 0) throw new Error('The file was cut while it was sent.');
      this.position += bytesRead;
      this.givenAt = performance.now();
      await passed(answer, memory.subarray(0, bytesRead));
      this.emit('passed', bytesRead);
    }
    answer.end();
    this.push(null);
    this.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.file.close().then(
      () => done(error),
      (failed: Error) => done(error ?? failed),
    );
  }

  private nextPieceBytes(): number {
    if (this.givenAt === null) return this.pieceBytes;
    const seconds = (performance.now() - this.givenAt) / 1_000;
    const slow = seconds * slowBytesPerSecond > this.pieceBytes;
    // What fits into the buffers of the system is taken at once by anybody, so the pieces grow slowly.
    this.takenBytes = slow ? 0 : this.takenBytes + this.pieceBytes;
    this.pieceBytes = Math.min(
      largest,
      Math.max(smallest, 2 ** Math.floor(Math.log2(this.takenBytes / 64 || 1))),
    );
    return this.pieceBytes;
  }
}

/** Until the system has the piece. */
function passed(answer: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    answer.write(piece, (error) => (error ? failed(error) : done()));
  });
}
