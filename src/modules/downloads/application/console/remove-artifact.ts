import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { ForgetDraft } from './forget-draft.js';

/** Takes a file that should not be there out of a draft. */
@Injectable()
export class RemoveArtifact {
  constructor(
    private readonly forget: ForgetDraft,
    private readonly storage: Storage,
  ) {}

  /** @throws ReleaseStatusConflict once published; NotFound */
  async execute(
    actor: StaffActor,
    file: { readonly releaseId: string; readonly artifactId: string },
  ): Promise<void> {
    await this.storage.delete(await this.forget.file(actor, file));
  }
}
