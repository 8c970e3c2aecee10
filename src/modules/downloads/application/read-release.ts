import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { AdvisoriesOfRelease, type ReleaseAdvisory } from './advisories/advisories-of-release.js';
import type { Reader } from './explanation.js';
import type { JudgedRelease } from './judged-releases.js';
import { ShowRelease } from './show-release.js';

/** A release as people read it. */
export interface ReadableRelease extends JudgedRelease {
  readonly advisories: readonly ReleaseAdvisory[];
}

/** One release, judged, with what advisories say of it. */
@Injectable()
export class ReadRelease {
  constructor(
    private readonly show: ShowRelease,
    private readonly advisories: AdvisoriesOfRelease,
  ) {}

  /** @throws NotFound for a draft, and for products that the customer has no license of */
  async execute(actor: CustomerActor, id: string, reader: Reader): Promise<ReadableRelease> {
    const release = await this.show.execute(actor, id, reader);
    return { ...release, advisories: await this.advisories.of(release) };
  }
}
