import { Injectable } from '@nestjs/common';
import { HaltRelease } from '../../application/console/halt-release.js';
import { ResumeRelease } from '../../application/console/resume-release.js';
import { RollOutRelease } from '../../application/console/roll-out-release.js';
import { PublishRelease } from '../../application/publish-release.js';
import { YankRelease } from '../../application/yank-release.js';

/** What decides who gets a release. */
@Injectable()
export class RolloutDesk {
  constructor(
    readonly publish: PublishRelease,
    readonly rollOut: RollOutRelease,
    readonly halt: HaltRelease,
    readonly resume: ResumeRelease,
    readonly yank: YankRelease,
  ) {}
}
