import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { Intake } from '../../../platform/scanning/intake.js';
import { FileTooLarge } from '../../../platform/storage/storage.errors.js';
import { Storage } from '../../../platform/storage/storage.js';
import type { Diagnosis } from '../domain/diagnostics/diagnosis.js';
import { AttachmentTooLarge, AttachmentTypeRefused } from '../domain/ticket.errors.js';
import type { AttachmentId, StoredAttachment } from '../domain/ticket.js';
import { attachmentType, headBytes } from './attachment-type.js';
import { readBundle } from './diagnostics/read-bundle.js';

export { maxAttachments } from '../domain/stored-attachment.js';

/** The largest attachment that comes with a form: 25 MiB. What comes in parts may be larger. */
export const maxAttachmentBytes = 26_214_400;

/** Puts files into the storage before a use case makes them part of a message. */
@Injectable()
export class AttachmentUploads {
  constructor(
    private readonly intake: Intake,
    private readonly storage: Storage,
  ) {}

  /**
   * Streams a file into the storage. Null for an empty form field: neither name nor content.
   * @throws AttachmentTypeRefused by content, whatever the name says
   * @throws AttachmentTooLarge above `maxBytes`; FileInfected, TooLargeToScan, ScannerUnavailable
   */
  async store(
    givenName: string,
    content: AsyncIterable<Buffer>,
    maxBytes = maxAttachmentBytes,
  ): Promise<StoredAttachment | null> {
    const fileName = cleanName(givenName);
    const chunks = content[Symbol.asyncIterator]();
    const head = await headOf(chunks);
    if (head.length === 0) return null;
    const contentType = await attachmentType(head);
    if (contentType === null) {
      await drain(chunks);
      throw AttachmentTypeRefused.of(fileName);
    }
    const id = newId<AttachmentId>();
    try {
      const stored = await this.intake.put(`support/${id}`, Readable.from(whole(head, chunks)), {
        contentType,
        maxBytes,
      });
      const { key: storageKey, sizeBytes, sha256 } = stored;
      const bundle = contentType === 'application/zip' ? await this.diagnosed(storageKey, sizeBytes) : null;
      return { id, fileName, sizeBytes, contentType, sha256, storageKey, bundle };
    } catch (error) {
      await drain(chunks);
      throw error instanceof FileTooLarge ? AttachmentTooLarge.of(fileName, maxBytes) : error;
    }
  }

  private diagnosed(storageKey: string, sizeBytes: number): Promise<Diagnosis | null> {
    return readBundle(sizeBytes, async (start, end) =>
      end > start
        ? await buffer(await this.storage.read(storageKey, { start, end: end - 1 }))
        : Buffer.alloc(0),
    );
  }

  /** Forgets files that no message took. */
  async discard(files: readonly StoredAttachment[]): Promise<void> {
    await Promise.all(files.map((file) => this.storage.delete(file.storageKey)));
  }
}

async function headOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  while (size < headBytes) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(parts);
}

async function* whole(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

// The form goes on behind the file, so a refused file is read to its end all the same.
async function drain(chunks: AsyncIterator<Buffer>): Promise<void> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next());
}

/** The last part of the name, printable, at most 200 characters. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const printable = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return [...printable].slice(0, 200).join('') || 'file';
}
