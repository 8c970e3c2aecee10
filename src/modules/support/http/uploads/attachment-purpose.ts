import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { SignedIn, SystemActor } from '../../../../kernel/actor.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { fieldIssues } from '../../../../platform/http/field-issues.js';
import { id } from '../../../../platform/http/fields.js';
import {
  type Announced,
  UploadPurpose,
  type WholeUpload,
} from '../../../../platform/uploads/upload-purpose.js';
import { Uploads } from '../../../../platform/uploads/uploads.js';
import { ForgetWaitingFiles } from '../../application/uploads/forget-waiting-files.js';
import { type ExpectedFile, TakeUpload } from '../../application/uploads/take-upload.js';

const metadataShape = z.object({
  filename: z.string('Send the name of the file.').max(1_000, 'Use at most 1,000 characters.'),
  ticketId: id('request').optional(),
});

/** Files of requests that come in parts (row SU-6). */
@Injectable()
export class AttachmentPurpose extends UploadPurpose implements OnModuleInit {
  readonly name = 'support.attachment';
  readonly maxBytes: number;

  constructor(
    private readonly uploads: Uploads,
    private readonly files: TakeUpload,
    private readonly waiting: ForgetWaitingFiles,
  ) {
    super();
    this.maxBytes = files.maxBytes;
  }

  onModuleInit(): void {
    this.uploads.register(this);
  }

  async accept(actor: SignedIn, { metadata }: Announced): Promise<ExpectedFile> {
    const result = metadataShape.safeParse(metadata);
    if (!result.success) throw InvalidInput.of(fieldIssues(result.error.issues));
    return await this.files.expect(actor, result.data.ticketId ?? null, result.data.filename);
  }

  override async look(details: unknown, head: Buffer): Promise<void> {
    await this.files.look(details as ExpectedFile, head);
  }

  async take(_actor: SignedIn | SystemActor, { id: uploadId, details, content }: WholeUpload): Promise<void> {
    await this.files.take(uploadId, details as ExpectedFile, content);
  }

  override async forget(uploadId: string): Promise<void> {
    await this.waiting.forget(uploadId);
  }
}
