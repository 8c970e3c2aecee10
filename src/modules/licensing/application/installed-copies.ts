import type { OrganizationId } from '../../../kernel/ids.js';
import { nothing, type ReadDatabase, sql } from '../../../platform/database/read-database.js';

/** A copy of a product that is in use, as other modules may know it. */
export interface InstalledCopy {
  readonly id: string;
  readonly licenseId: string;
  readonly productId: string;
  /** Of the machine. */
  readonly name: string;
  readonly platform: string;
  /** As the product told it; `-` when nobody did. */
  readonly version: string;
  readonly lastSeenAt: Date;
}

/** Whose copies, and of which product and license; all of them where it is left out. */
export interface CopyScope {
  readonly organizationId: OrganizationId;
  readonly licenseId?: string | null;
  readonly productId?: string | null;
}

/** Copies in use of an organization, the newest first, at most 1,000. */
export function installedCopies(database: ReadDatabase, scope: CopyScope): Promise<InstalledCopy[]> {
  const license = scope.licenseId ? sql`and l.id = ${scope.licenseId}` : nothing;
  const product = scope.productId ? sql`and l.product_id = ${scope.productId}` : nothing;
  return database.many<InstalledCopy>(sql`
    select i.id, l.id as "licenseId", l.product_id as "productId", i.name, i.platform, i.app_version as version,
      i.last_seen_at as "lastSeenAt"
    from licensing.license l join licensing.installation i on i.license_id = l.id
    where l.organization_id = ${scope.organizationId} and i.released_at is null ${license} ${product}
    order by i.last_seen_at desc, i.id desc limit 1000`);
}

/** The versions of a product that an organization runs, each once. */
export interface VersionsInUse {
  readonly organizationId: OrganizationId;
  readonly versions: readonly string[];
}

/** Organizations that run the product, by id. */
export function versionsInUse(
  database: ReadDatabase,
  of: { readonly productId: string; readonly after: string | null; readonly limit: number },
): Promise<VersionsInUse[]> {
  const after = of.after === null ? nothing : sql`and l.organization_id > ${of.after}::uuid`;
  return database.many<VersionsInUse>(sql`
    select l.organization_id as "organizationId", array_agg(distinct i.app_version) as versions
    from licensing.license l join licensing.installation i on i.license_id = l.id
    where l.product_id = ${of.productId} and i.released_at is null ${after}
    group by l.organization_id order by l.organization_id limit ${of.limit}`);
}
