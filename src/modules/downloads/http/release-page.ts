import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { type Page, page } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowPublicKeys } from '../application/checking/show-public-keys.js';
import { ReadRelease } from '../application/read-release.js';
import { releaseAdvisoriesView } from './advisories/release-advisories.views.js';
import { releaseView } from './downloads.views.js';
import { platformOf } from './visitor-platform.js';

/** The page of one release: also the answer to a file of it that is refused. */
@Injectable()
export class ReleasePage {
  constructor(
    private readonly read: ReadRelease,
    private readonly keys: ShowPublicKeys,
    private readonly readers: Readers,
  ) {}

  /** @throws NotFound for releases that the customer may not know of */
  async of(actor: CustomerActor, id: string, request: Request, status = 200): Promise<Page> {
    const reader = this.readers.of(request);
    const release = await this.read.execute(actor, id, reader);
    const kids = release.artifacts.flatMap(({ signatureKid }) => signatureKid ?? []);
    const keys = release.verdict.entitled ? await this.keys.execute(kids) : new Map<string, string>();
    const view = releaseView(release, { reader, platform: platformOf(request), keys });
    const advisories = releaseAdvisoriesView(release, reader);
    return page('downloads/release', { ...view, advisories }, status);
  }
}
