import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { FileInfected, TooLargeToScan } from '../../../../platform/scanning/scanning.errors.js';
import { maxAttachments } from '../../domain/stored-attachment.js';
import { AttachmentTooLarge, AttachmentTypeRefused } from '../../domain/ticket.errors.js';
import type { StoredAttachment } from '../../domain/ticket.js';
import { AttachmentUploads, cleanName } from '../attachment-uploads.js';
import type { MailFile } from './parse-mail.js';

export interface KeptFiles {
  readonly attachments: readonly StoredAttachment[];
  /** Names of files that requests do not take; they stay in the mail as it came. */
  readonly leftOut: readonly string[];
}

const refusals = [AttachmentTooLarge, AttachmentTypeRefused, FileInfected, TooLargeToScan];
const mostNamed = 50;

/** Makes attachments of a mail's files, by the rules of those that pages take: by content, never by name. */
@Injectable()
export class MailFiles {
  constructor(private readonly uploads: AttachmentUploads) {}

  /** @throws ScannerUnavailable, StorageFull: then nothing is kept, and it is for another time */
  async keep(files: readonly MailFile[]): Promise<KeptFiles> {
    const attachments: StoredAttachment[] = [];
    const leftOut: string[] = [];
    try {
      for (const file of files) {
        const stored = attachments.length < maxAttachments ? await this.storedOf(file) : null;
        if (stored) attachments.push(stored);
        else if (file.content.length > 0) leftOut.push(cleanName(file.name));
      }
    } catch (error) {
      await this.uploads.discard(attachments);
      throw error;
    }
    return { attachments, leftOut: leftOut.slice(0, mostNamed) };
  }

  async discard({ attachments }: KeptFiles): Promise<void> {
    await this.uploads.discard(attachments);
  }

  private async storedOf({ name, content }: MailFile): Promise<StoredAttachment | null> {
    try {
      return await this.uploads.store(name, Readable.from([content]));
    } catch (error) {
      if (refusals.some((refusal) => error instanceof refusal)) return null;
      throw error;
    }
  }
}
