import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { judge, newestPermitted } from '../../domain/release.policy.js';
import { type Explanation, explain, type Offer, type Reader } from '../explanation.js';
import { type PublishedRelease, PublishedReleases } from '../published-releases.js';
import { UpdateRights } from '../update-rights.js';

/** A release as a mail tells it to members of some organizations. */
export interface ReleaseNews extends Explanation {
  readonly release: PublishedRelease;
  readonly productName: string;
  readonly entitled: boolean;
  /** The newest release that they may have; null when there is none. */
  readonly newest: Offer | null;
}

/** Judges a release for people, by all organizations that they are told it in. */
@Injectable()
export class TellRelease {
  constructor(
    private readonly rights: UpdateRights,
    private readonly releases: PublishedReleases,
  ) {}

  /** Null when nobody of the organizations has a license of the product. */
  async execute(
    of: {
      readonly releaseId: string;
      readonly productId: string;
      readonly organizationIds: readonly OrganizationId[];
    },
    reader: Reader,
  ): Promise<ReleaseNews | null> {
    const { releaseId, productId, organizationIds } = of;
    const products = await Promise.all(organizationIds.map((id) => this.rights.ofOrganization(id)));
    const licensed = products.flatMap((all) => all.get(productId) ?? []);
    const [first] = licensed;
    if (!first) return null;
    const all = await this.releases.ofProducts([productId]);
    const release = all.find(({ id }) => id === releaseId);
    if (!release) return null;
    const rights = licensed.flatMap((product) => product.rights);
    const best = newestPermitted(all, rights);
    const newest = best && { id: best.id, version: best.version };
    const { productName } = first;
    const verdict = judge(release, rights);
    const explained = explain({ ...release, productName, verdict, offer: null }, reader);
    return { release, productName, entitled: verdict.entitled, newest, ...explained };
  }
}
