import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { FileInfected, TooLargeToScan } from '../../../../platform/scanning/scanning.errors.js';
import type { QuotaShare } from '../../../../platform/uploads/upload-meter.js';
import { UploadQuota } from '../../../../platform/uploads/upload-quota.js';
import { maxAttachments } from '../../domain/stored-attachment.js';
import { AttachmentTooLarge, AttachmentTypeRefused } from '../../domain/ticket.errors.js';
import type { StoredAttachment } from '../../domain/ticket.js';
import { AttachmentUploads, cleanName } from '../attachment-uploads.js';
import type { MailFile } from './parse-mail.js';

export interface KeptFiles {
  readonly attachments: readonly StoredAttachment[];
  /** Names of files that requests do not take, or not today; they stay in the mail as it came. */
  readonly leftOut: readonly string[];
  /** What the attachments count on the organization's account; null: nothing. */
  readonly share: QuotaShare | null;
}

const refusals = [AttachmentTooLarge, AttachmentTypeRefused, FileInfected, TooLargeToScan];
const mostNamed = 50;

/** Makes attachments of a mail's files, by the rules of those that pages take: by content, never by name. */
@Injectable()
export class MailFiles {
  constructor(
    private readonly uploads: AttachmentUploads,
    private readonly quota: UploadQuota,
  ) {}

  /**
   * @param sender whose quota of the day the files count for, and which leaves out what it has no room for; null: they
   * count for nobody, because an agent takes them
   * @throws ScannerUnavailable, StorageFull: then nothing is kept, and it is for another time
   */
  async keep(files: readonly MailFile[], sender: OrganizationId | null): Promise<KeptFiles> {
    const attachments: StoredAttachment[] = [];
    const leftOut: string[] = [];
    const day = this.quota.today();
    const kept = (): KeptFiles => {
      const bytes = attachments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const share = sender && { organizationId: sender, day, bytes };
      return { attachments, leftOut: leftOut.slice(0, mostNamed), share };
    };
    try {
      for (const file of files) {
        const share = sender && { organizationId: sender, day, bytes: file.content.length };
        const stored = attachments.length < maxAttachments ? await this.storedOf(file, share) : null;
        if (stored) attachments.push(stored);
        else if (file.content.length > 0) leftOut.push(cleanName(file.name));
      }
    } catch (error) {
      await this.discard(kept());
      throw error;
    }
    return kept();
  }

  async discard({ attachments, share }: KeptFiles): Promise<void> {
    await this.uploads.discard(attachments);
    if (share) await this.quota.giveBack(share);
  }

  private async storedOf(file: MailFile, share: QuotaShare | null): Promise<StoredAttachment | null> {
    if (share && !(await this.quota.take(share))) return null;
    let stored: StoredAttachment | null = null;
    try {
      stored = await this.taken(file);
      return stored;
    } finally {
      if (share && !stored) await this.quota.giveBack(share);
    }
  }

  private async taken({ name, content }: MailFile): Promise<StoredAttachment | null> {
    try {
      return await this.uploads.store(name, Readable.from([content]));
    } catch (error) {
      if (refusals.some((refusal) => error instanceof refusal)) return null;
      throw error;
    }
  }
}
