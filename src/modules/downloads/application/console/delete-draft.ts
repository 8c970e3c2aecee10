import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { ForgetDraft } from './forget-draft.js';

/** Deletes a draft with its files. Bytes that stay behind when the process dies in between are swept as orphans. */
@Injectable()
export class DeleteDraft {
  constructor(
    private readonly forget: ForgetDraft,
    private readonly storage: Storage,
  ) {}

  /** @throws ReleaseStatusConflict once published; NotFound */
  async execute(actor: StaffActor, releaseId: string): Promise<void> {
    for (const key of await this.forget.release(actor, releaseId)) await this.storage.delete(key);
  }
}
