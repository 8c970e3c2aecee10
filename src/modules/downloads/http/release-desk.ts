import { Injectable } from '@nestjs/common';
import { AttachArtifact } from '../application/attach-artifact.js';
import { DraftRelease } from '../application/draft-release.js';
import { PublishRelease } from '../application/publish-release.js';
import { YankRelease } from '../application/yank-release.js';

/** What staff can do with releases, together. */
@Injectable()
export class ReleaseDesk {
  constructor(
    readonly draft: DraftRelease,
    readonly attach: AttachArtifact,
    readonly publish: PublishRelease,
    readonly yank: YankRelease,
  ) {}
}
