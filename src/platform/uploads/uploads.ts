import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type SignedIn, type SystemActor, system } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { FileTooLarge } from '../storage/storage.errors.js';
import { Storage } from '../storage/storage.js';
import { BeginUpload } from './begin-upload.js';
import { type Checksum, type Piece, piecesOf } from './pieces.js';
import type { Announced, UploadPurpose } from './upload-purpose.js';
import { type Part, type Upload, UploadRows } from './upload-rows.js';
import { ChecksumMismatch, UploadOffsetMismatch } from './uploads.errors.js';

const unfinishedLimit = 20;
/** So many of the largest size may be on their way at once. */
const unfinishedFiles = 2;
/** Fewer first bytes say nothing about a file, unless they are all of it. */
const leastHeadBytes = 4_100;

/**
 * Files that come in parts, over any number of requests and processes. Each piece is a file of the storage, and a row
 * says where it belongs, so nothing is lost but the piece that was on its way; a file is made of them at the end.
 */
@Injectable()
export class Uploads {
  private readonly purposes = new Map<string, UploadPurpose>();

  constructor(
    private readonly rows: UploadRows,
    private readonly storage: Storage,
    private readonly beginning: BeginUpload,
  ) {}

  /** Makes a purpose known; modules call it when they start. */
  register(purpose: UploadPurpose): void {
    this.purposes.set(purpose.name, purpose);
  }

  /** @throws InvalidInput, FileTooLarge, TooManyUploads, UploadQuotaReached, and what the purpose refuses */
  async begin(actor: SignedIn, purpose: UploadPurpose, file: Announced): Promise<Upload> {
    if (file.sizeBytes < 1) throw InvalidInput.field('Upload-Length', 'Choose a file that is not empty.');
    if (file.sizeBytes > purpose.maxBytes) throw FileTooLarge.over(purpose.maxBytes);
    const details = await purpose.accept(actor, file);
    const { sizeBytes } = file;
    const upload = { id: newId(), purpose: purpose.name, ownerId: actor.userId, details, sizeBytes };
    const organizationId = actor.kind === 'customer' ? actor.organizationId : null;
    const bounds = { count: unfinishedLimit, bytes: unfinishedFiles * purpose.maxBytes };
    return await this.beginning.execute(upload, { organizationId, bounds });
  }

  /** @throws NotFound for one of somebody else, of another purpose, or that is over */
  async find(actor: SignedIn, purpose: UploadPurpose, id: string): Promise<Upload> {
    const upload = await this.rows.byId(id);
    if (upload?.ownerId !== actor.userId || upload.purpose !== purpose.name) throw NotFound.of('upload');
    return upload;
  }

  /**
   * Adds bytes, and ends the upload with the last one.
   * @returns where it stands
   * @throws UploadOffsetMismatch, ChecksumMismatch, FileTooLarge for bytes past its end, and what the purpose refuses
   */
  async write(actor: SignedIn, upload: Upload, from: Piece): Promise<number> {
    if (from.offset !== upload.receivedBytes) throw UploadOffsetMismatch.at(upload.receivedBytes);
    const { checksum } = from;
    const at = checksum ? await this.checked(upload, from, checksum) : await this.asItComes(upload, from);
    if (at === upload.sizeBytes) await this.end(actor, upload);
    return at;
  }

  private async asItComes(upload: Upload, from: Piece): Promise<number> {
    let at = from.offset;
    for await (const bytes of piecesOf(from.body)) {
      await this.grow(upload, await this.stored(upload, at, bytes));
      at += bytes.length;
    }
    return at;
  }

  /** Keeps nothing until all of it is there and what its checksum says. */
  private async checked(upload: Upload, from: Piece, { algorithm, digest }: Checksum): Promise<number> {
    const hash = createHash(algorithm);
    const parts: Part[] = [];
    let at = from.offset;
    try {
      for await (const bytes of piecesOf(from.body)) {
        hash.update(bytes);
        parts.push(await this.stored(upload, at, bytes));
        at += bytes.length;
      }
      if (!hash.digest().equals(digest)) throw ChecksumMismatch.of(from.offset);
    } catch (error) {
      for (const { storageKey } of parts) await this.storage.delete(storageKey);
      throw error;
    }
    for (const part of parts) await this.grow(upload, part);
    return at;
  }

  /** Forgets it with its bytes. */
  async drop({ id }: Pick<Upload, 'id'>): Promise<void> {
    for (const key of await this.rows.remove(id)) await this.storage.delete(key);
  }

  /** {@link drop} by its sender, who may not want any more what became of it either. */
  async giveUp(upload: Upload): Promise<void> {
    await this.drop(upload);
    await this.purposes.get(upload.purpose)?.forget?.(upload.id);
  }

  /** Ends what is whole and nobody waits for, and drops what is over. */
  async sweep(): Promise<void> {
    const { whole, over } = await this.rows.leftovers();
    for (const upload of over) await this.drop(upload);
    for (const upload of whole)
      await this.end(system, upload).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
  }

  /** @throws FileTooLarge past the end of the upload, and what the purpose refuses of the first bytes */
  private async stored(upload: Upload, firstByte: number, bytes: Buffer): Promise<Part> {
    if (firstByte + bytes.length > upload.sizeBytes) throw FileTooLarge.over(upload.sizeBytes);
    if (firstByte === 0) await this.look(upload, bytes);
    const storageKey = `uploads/${upload.id}/${newId()}`;
    await this.storage.put(storageKey, bytes, {
      contentType: 'application/octet-stream',
      maxBytes: bytes.length,
    });
    return { firstByte, sizeBytes: bytes.length, storageKey };
  }

  private async grow(upload: Upload, part: Part): Promise<void> {
    if (await this.rows.grow(upload.id, part)) return;
    await this.storage.delete(part.storageKey);
    throw UploadOffsetMismatch.at((await this.rows.byId(upload.id))?.receivedBytes ?? 0);
  }

  private async look(upload: Upload, head: Buffer): Promise<void> {
    if (head.length < leastHeadBytes && head.length < upload.sizeBytes) return;
    try {
      await this.purposes.get(upload.purpose)?.look?.(upload.details, head);
    } catch (error) {
      await this.drop(upload);
      throw error;
    }
  }

  /** One process at a time makes the file; who comes second has nothing to do. */
  private async end(actor: SignedIn | SystemActor, upload: Upload): Promise<void> {
    const purpose = this.purposes.get(upload.purpose);
    if (!purpose || !(await this.rows.claim(upload.id))) return;
    const content = Readable.from(this.bytes(await this.rows.parts(upload.id)), { objectMode: false });
    try {
      const { id, details, sizeBytes } = upload;
      await purpose.take(actor, { id, details, sizeBytes, content });
    } catch (error) {
      content.destroy();
      await this.rows.release(upload.id);
      if (error instanceof DomainError && error.kind !== 'unavailable') await this.drop(upload);
      throw error;
    }
    for (const key of await this.rows.finish(upload.id)) await this.storage.delete(key);
  }

  private async *bytes(parts: readonly string[]): AsyncGenerator<Buffer> {
    for (const key of parts) yield* (await this.storage.read(key)) as AsyncIterable<Buffer>;
  }
}
