import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

const longestHead = 262_144;
const headEnd = /\r?\n\r?\n/;

/**
 * Passes a mail on and takes its fingerprint on the way: the same for a mail that comes again over another way, whose
 * head then tells of that way, and another for a mail that only borrows the Message-ID of one that came before.
 */
export class MailMeter extends Transform {
  private readonly body = createHash('sha256');
  private head: Buffer | null = Buffer.alloc(0);
  private named = '';

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.look(chunk);
    done(null, chunk);
  }

  /** Once everything has passed. */
  fingerprint(): string {
    if (this.head) this.endHead(this.head, this.head.length);
    return createHash('sha256').update(this.named).update(this.body.digest()).digest('base64url');
  }

  private look(chunk: Buffer): void {
    if (!this.head) {
      this.body.update(chunk);
      return;
    }
    const before = this.head.length;
    this.head = Buffer.concat([this.head, chunk]);
    // The end may lie across two chunks.
    const from = Math.max(0, before - 3);
    const end = headEnd.exec(this.head.subarray(from, longestHead).toString('latin1'));
    if (end) this.endHead(this.head, from + end.index);
    else if (this.head.length >= longestHead) this.endHead(this.head, longestHead);
  }

  private endHead(head: Buffer, at: number): void {
    const fields = head
      .subarray(0, at)
      .toString('latin1')
      .split(/\r?\n(?![ \t])/);
    const id = fields.find((field) => /^message-id:/i.test(field));
    const told = id ? [id] : fields.filter((field) => /^(?:from|date|subject):/i.test(field));
    this.named = told.join('\n').replace(/\s+/g, ' ').trim();
    this.body.update(head.subarray(at));
    this.head = null;
  }
}
