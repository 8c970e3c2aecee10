import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { Config } from '../../../../platform/config/config.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { AttachmentTypeRefused } from '../../domain/ticket.errors.js';
import { mayWork } from '../../domain/ticket.policy.js';
import { attachmentType } from '../attachment-type.js';
import { AttachmentUploads, cleanName } from '../attachment-uploads.js';
import { currentTicket } from '../merging/current-ticket.js';
import { visibleTo } from '../ticket-visibility.js';
import { WaitingFiles, type WaitingFor } from './waiting-files.js';

/** What is known of a file before its first byte. */
export interface ExpectedFile extends WaitingFor {
  readonly fileName: string;
}

const perUser = declareLimit({ name: 'support.uploads', points: 200, perSeconds: 3_600 });

/** Takes a file that comes in parts, and lets it wait for its message (row SU-6). */
@Injectable()
export class TakeUpload {
  readonly maxBytes: number;

  constructor(
    private readonly waiting: WaitingFiles,
    private readonly uploads: AttachmentUploads,
    private readonly database: ReadDatabase,
    private readonly limits: RateLimits,
    config: Config,
  ) {
    this.maxBytes = config.attachmentMaxBytes;
  }

  /**
   * @param ticketId the request that it is meant for; null: a new one
   * @throws NotFound when the request is not the actor's; RateLimited
   */
  async expect(actor: SignedIn, ticketId: string | null, fileName: string): Promise<ExpectedFile> {
    await this.limits.consume(perUser, actor.userId);
    const known = ticketId === null ? null : await this.visible(actor, ticketId);
    return { userId: actor.userId, ticketId: known, fileName: cleanName(fileName) };
  }

  /** @throws AttachmentTypeRefused by content */
  async look({ fileName }: ExpectedFile, head: Buffer): Promise<void> {
    if ((await attachmentType(head)) === null) throw AttachmentTypeRefused.of(fileName);
  }

  /** @throws AttachmentTypeRefused, FileInfected, TooLargeToScan, ScannerUnavailable */
  async take(uploadId: string, expected: ExpectedFile, content: Readable): Promise<void> {
    const stored = await this.uploads.store(expected.fileName, content, this.maxBytes);
    if (stored && !(await this.waiting.keep(uploadId, expected, stored)))
      await this.uploads.discard([stored]);
  }

  private async visible(actor: SignedIn, ticketId: string): Promise<string> {
    const allowed = actor.kind === 'customer' ? visibleTo(actor) : sql`${mayWork(actor)}::boolean`;
    const row = await this.database.one<{ id: string }>(
      sql`select t.id from support.ticket t where t.id = ${currentTicket(ticketId)} and ${allowed}`,
    );
    if (!row) throw NotFound.of('request');
    return row.id;
  }
}
