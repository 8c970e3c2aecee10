import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { type Entitlement, Licensing } from '../../../licensing/index.js';
import { NotEntitled } from '../../domain/release.errors.js';
import { judge, type Verdict } from '../../domain/release.policy.js';
import { explain, type Reader } from '../explanation.js';
import { type PublishedRelease, PublishedReleases } from '../published-releases.js';
import { rightOf } from '../update-rights.js';

/** A release and the license that it is bundled with, and whether that license covers it now. */
export interface BundledRelease {
  readonly license: Entitlement;
  readonly release: PublishedRelease;
  readonly verdict: Verdict;
}

/** Asks licensing every time, so that a revoked license stops a bundle, too (security.md B5). */
@Injectable()
export class BundledReleases {
  constructor(
    private readonly licensing: Licensing,
    private readonly releases: PublishedReleases,
  ) {}

  /** Null when the license is not the organization's, or the release is none of its product. */
  async find(of: {
    readonly organizationId: string;
    readonly licenseId: string;
    readonly releaseId: string;
  }): Promise<BundledRelease | null> {
    const organizationId = of.organizationId as OrganizationId;
    const [license] = await this.licensing.entitlementsOf({ organizationId, licenseId: of.licenseId });
    if (!license) return null;
    const release = await this.releases.byId([license.productId], of.releaseId);
    return release && { license, release, verdict: judge(release, [rightOf(license)]) };
  }
}

/** @throws NotEntitled with the reason and the remedy when the license does not cover the release */
export function assertEntitled({ license, release, verdict }: BundledRelease, reader: Reader): void {
  if (verdict.entitled) return;
  const { productName } = license;
  const offer = null;
  const { because, remedy } = explain({ ...release, productName, verdict, offer }, reader);
  const facts = { verdict: verdict.code, because, remedy, offer };
  throw NotEntitled.to(`${productName} ${release.version}:`, facts);
}
