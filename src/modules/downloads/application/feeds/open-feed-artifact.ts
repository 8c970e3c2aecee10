import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { FeedAccess } from '../../../licensing/index.js';
import type { Reader } from '../explanation.js';
import { judged } from '../judged-releases.js';
import { type OpenedArtifact, refusal, storageKeyOf } from '../open-artifact.js';
import { rightOf } from './feed-request.js';
import { ProductFeeds } from './product-feeds.js';

/** Decides at every request whether an updater may have a file, like {@link OpenArtifact} does for people. */
@Injectable()
export class OpenFeedArtifact {
  constructor(private readonly products: ProductFeeds) {}

  /** @throws NotFound for a file of another product @throws NotEntitled with the reason, remedy and offer */
  async execute(access: FeedAccess, artifactId: string, reader: Reader): Promise<OpenedArtifact> {
    const { productId, productName } = access;
    const { releases } = await this.products.of(productId);
    const found = releases.filter(({ artifacts }) => artifacts.some(({ id }) => id === artifactId));
    const product = { productId, productName, rights: [rightOf(access)] };
    const [release] = judged(found, releases, new Map([[productId, product]]), reader);
    const artifact = release?.artifacts.find(({ id }) => id === artifactId);
    if (!release || !artifact) throw NotFound.of('file');
    if (!release.verdict.entitled) throw refusal(release);
    return { ...artifact, releaseId: release.id, storageKey: storageKeyOf(release.id, artifactId) };
  }
}
