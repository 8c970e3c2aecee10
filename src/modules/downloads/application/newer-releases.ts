import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { type JudgedRelease, newestPermitted } from '../domain/release.policy.js';
import type { ReleaseId } from '../domain/release-facts.js';
import { versionIn } from '../domain/version.js';
import { UpdateRights } from './update-rights.js';

/** The newest release that a license may have. */
export interface NewerRelease {
  readonly id: ReleaseId;
  readonly productName: string;
  readonly version: string;
  /** Those of the versions asked about that are older. */
  readonly olderVersions: readonly string[];
}

/** Finds what a license may have instead of versions that somebody runs. */
@Injectable()
export class NewerReleases {
  constructor(
    private readonly database: ReadDatabase,
    private readonly rights: UpdateRights,
  ) {}

  /** @returns null when the license covers no release, or none of the versions is older than the newest */
  async than(
    versions: readonly string[],
    { organizationId, licenseId }: { readonly organizationId: OrganizationId; readonly licenseId: string },
  ): Promise<NewerRelease | null> {
    const products = await this.rights.ofOrganization(organizationId, licenseId);
    const [product] = products.values();
    if (!product) return null;
    const releases = await this.database.many<JudgedRelease>(sql`
      select r.id, r.version, r.channel, r.status, r.published_at as "publishedAt", r.halted_at as "haltedAt"
      from downloads.release r where r.product_id = ${product.productId} and r.published_at is not null
      order by r.published_at desc, r.id desc limit 1000`);
    const newest = newestPermitted(releases, product.rights);
    const its = newest && versionIn(newest.version);
    if (!newest || !its) return null;
    const olderVersions = versions.filter((one) => (versionIn(one)?.compare(its) ?? 0) < 0);
    const { productName } = product;
    return olderVersions.length > 0
      ? { id: newest.id as ReleaseId, productName, version: newest.version, olderVersions }
      : null;
  }
}
