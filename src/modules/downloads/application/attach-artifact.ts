import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../kernel/actor.js';
import { newId } from '../../../kernel/ids.js';
import { Intake } from '../../../platform/scanning/intake.js';
import { Storage } from '../../../platform/storage/storage.js';
import type { ArtifactId } from '../domain/release-facts.js';
import { storageKeyOf } from './open-artifact.js';
import { RecordArtifact } from './record-artifact.js';

export interface ArtifactUpload {
  readonly releaseId: string;
  readonly fileName: string;
  readonly platform: string;
  readonly architecture: string;
  readonly type: string;
  readonly content: Readable | Buffer;
}

const gibibyte = 1024 ** 3;

/** The largest file of a release. */
export const maxArtifactBytes = 8 * gibibyte;

/** Adds a file to a draft. It streams into the storage first, outside any transaction, and is hashed on the way. */
@Injectable()
export class AttachArtifact {
  constructor(
    private readonly intake: Intake,
    private readonly storage: Storage,
    private readonly record: RecordArtifact,
  ) {}

  /**
   * @throws FileTooLarge above {@link maxArtifactBytes}; FileInfected, TooLargeToScan, ScannerUnavailable
   * @throws ReleaseStatusConflict once the release is published
   * @throws FileNameTaken when the release has a file of this name
   * @throws NotFound when there is no such release
   */
  async execute(actor: StaffActor | SystemActor, upload: ArtifactUpload): Promise<ArtifactId> {
    const { releaseId, content, ...description } = upload;
    const id = newId<ArtifactId>();
    const storageKey = storageKeyOf(releaseId, id);
    // Whatever staff upload is handed out as plain bytes, so the browser's word on its type is not kept.
    const contentType = 'application/octet-stream';
    const { sizeBytes, sha256, sha512, blake2b512 } = await this.intake.put(storageKey, content, {
      contentType,
      maxBytes: maxArtifactBytes,
    });
    try {
      await this.record.execute(actor, releaseId, {
        ...description,
        id,
        storageKey,
        contentType,
        sizeBytes,
        sha256,
        sha512,
        blake2b512,
      });
    } catch (error) {
      await this.storage.delete(storageKey);
      throw error;
    }
    return id;
  }
}
