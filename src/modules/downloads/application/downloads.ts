import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../kernel/actor.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { sql } from '../../../platform/database/read-database.js';
import { judge } from '../domain/release.policy.js';
import type { ReleaseId } from '../domain/release-facts.js';
import { type FixedIn, FixedInReleases, type FixSearch } from './fixed-in.js';
import { DownloadLog, type LoggedDownload } from './log/download-log.js';
import { type NewerRelease, NewerReleases } from './newer-releases.js';
import { type PublishedRelease, PublishedReleases } from './published-releases.js';
import { type LicensedProduct, UpdateRights } from './update-rights.js';

/** A release as other modules' pages list it. */
export interface DownloadSummary {
  readonly id: ReleaseId;
  readonly productName: string;
  readonly version: string;
  readonly publishedAt: Date;
  readonly entitled: boolean;
}

/** What other modules may ask of downloads. */
@Injectable()
export class Downloads {
  constructor(
    private readonly rights: UpdateRights,
    private readonly releases: PublishedReleases,
    private readonly log: DownloadLog,
    private readonly fixes: FixedInReleases,
    private readonly newer: NewerReleases,
  ) {}

  /** The newest releases of the actor's products, withdrawn ones left out; none without `downloads.read`. */
  async newestFor(actor: CustomerActor, limit: number): Promise<DownloadSummary[]> {
    if (!may(actor, 'downloads.read')) return [];
    const products = await this.rights.of(actor);
    const releases = await this.releases.page([...products.keys()], limit * 2, null);
    return this.summaries(releases, products).slice(0, limit);
  }

  /** Those of the releases that are of the actor's products and not withdrawn; none without `downloads.read`. */
  async amongFor(actor: CustomerActor, ids: readonly string[]): Promise<DownloadSummary[]> {
    if (ids.length === 0 || !may(actor, 'downloads.read')) return [];
    const products = await this.rights.of(actor);
    return this.summaries(await this.releases.byIds([...products.keys()], ids), products);
  }

  private summaries(
    releases: readonly PublishedRelease[],
    products: ReadonlyMap<string, LicensedProduct>,
  ): DownloadSummary[] {
    return releases
      .filter(({ status }) => status === 'published')
      .map((release) => {
        const product = products.get(release.productId);
        return {
          id: release.id as ReleaseId,
          productName: product?.productName ?? '',
          version: release.version,
          publishedAt: release.publishedAt,
          entitled: judge(release, product?.rights ?? []).entitled,
        };
      });
  }

  /** Releases whose notes speak of what is asked, those that the actor may have first; none without `downloads.read`. */
  fixedIn(actor: CustomerActor, search: FixSearch): Promise<FixedIn[]> {
    return this.fixes.find(actor, search);
  }

  /** The newest release that the actor's license covers, when a version is older; null without `downloads.read`. */
  async newerFor(
    actor: CustomerActor,
    versions: readonly string[],
    licenseId: string,
  ): Promise<NewerRelease | null> {
    const { organizationId, limitedTo } = actor;
    const foreign = limitedTo !== null && limitedTo.licenseId !== licenseId;
    if (!may(actor, 'downloads.read') || foreign) return null;
    return await this.newer.than(versions, { organizationId, licenseId });
  }

  /** The same of any license. For staff. */
  newerOfLicense(
    versions: readonly string[],
    license: { readonly organizationId: OrganizationId; readonly licenseId: string },
  ): Promise<NewerRelease | null> {
    return this.newer.than(versions, license);
  }

  /** What an organization downloaded last, newest first; withdrawn releases say so. For staff. */
  recentOfOrganization(organizationId: OrganizationId, limit: number): Promise<LoggedDownload[]> {
    return this.log.read(sql`d.organization_id = ${organizationId}`, limit);
  }

  /** What the person downloaded last for the organization, newest first. For staff. */
  recentOfPerson(
    { organizationId, userId }: { readonly organizationId: OrganizationId; readonly userId: UserId },
    limit: number,
  ): Promise<LoggedDownload[]> {
    return this.log.read(sql`d.organization_id = ${organizationId} and d.user_id = ${userId}`, limit);
  }
}
