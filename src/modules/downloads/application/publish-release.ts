import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../kernel/actor.js';
import { CommitPublication } from './commit-publication.js';
import { SignRelease } from './signing/sign-release.js';

/** Signs the files of a draft and shows it to the customers of its product. */
@Injectable()
export class PublishRelease {
  constructor(
    private readonly sign: SignRelease,
    private readonly commit: CommitPublication,
  ) {}

  /**
   * @param command `publishedAt`: when it was published before the portal knew it; now when left out;
   *   `percent`: to how many of a hundred installations feeds offer it at first, all when left out
   * @throws ReleaseStatusConflict, NothingToPublish, UnsignedFiles, InvalidInput, NotFound, ReleaseKeyUnreadable
   */
  async execute(
    actor: StaffActor | SystemActor,
    command: { readonly releaseId: string; readonly publishedAt?: Date; readonly percent?: number },
  ): Promise<void> {
    await this.sign.execute(command.releaseId);
    await this.commit.execute(actor, command);
  }
}
