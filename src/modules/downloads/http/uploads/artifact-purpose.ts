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
import { type ArtifactUpload, AttachArtifact, maxArtifactBytes } from '../../application/attach-artifact.js';
import { ExpectArtifact } from '../../application/uploads/expect-artifact.js';
import { uploadForm } from '../releases.schemas.js';
import { fileNameOf } from '../upload-reader.js';

const metadataShape = uploadForm.extend({ releaseId: id('release'), filename: z.string().max(1_000) });

/** Files of drafts that come in parts (row DL-6). */
@Injectable()
export class ArtifactPurpose extends UploadPurpose implements OnModuleInit {
  readonly name = 'downloads.artifact';
  readonly maxBytes = maxArtifactBytes;

  constructor(
    private readonly uploads: Uploads,
    private readonly expected: ExpectArtifact,
    private readonly attach: AttachArtifact,
  ) {
    super();
  }

  onModuleInit(): void {
    this.uploads.register(this);
  }

  async accept(_actor: SignedIn, { metadata }: Announced): Promise<Omit<ArtifactUpload, 'content'>> {
    const { filetype: _, ...known } = metadata;
    const result = metadataShape.safeParse(known);
    if (!result.success) throw InvalidInput.of(fieldIssues(result.error.issues));
    const { filename, ...described } = result.data;
    const file = { ...described, fileName: fileNameOf(filename) };
    await this.expected.execute(file);
    return file;
  }

  async take(actor: SignedIn | SystemActor, { details, content }: WholeUpload): Promise<void> {
    if (actor.kind === 'customer') throw new Error('Customers send no files of releases.');
    await this.attach.execute(actor, { ...(details as Omit<ArtifactUpload, 'content'>), content });
  }
}
