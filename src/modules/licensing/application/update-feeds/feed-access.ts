import type { OrganizationId } from '../../../../kernel/ids.js';
import { type Statement, sql } from '../../../../platform/database/read-database.js';
import type { UpdateChannel } from '../../domain/update-feed.js';

/** The license that an address for updaters is about. */
export interface FeedAccess {
  readonly feedId: string;
  readonly licenseId: string;
  readonly organizationId: OrganizationId;
  /** Null for an address that a person made. */
  readonly installationId: string | null;
  readonly channel: UpdateChannel;
  readonly productId: string;
  readonly productName: string;
  readonly state: 'valid' | 'suspended' | 'revoked';
  readonly maintenanceEndsAt: Date;
}

/** What an address opens, by the hash of its secret, in the one statement that an updater costs. */
export const feedAccess = (tokenHash: Buffer): Statement => sql`
  select f.id as "feedId", l.id as "licenseId", l.organization_id as "organizationId",
    f.installation_id as "installationId", f.channel, l.product_id as "productId", p.name as "productName",
    case when l.status in ('suspended', 'revoked') then l.status else 'valid' end as state,
    l.maintenance_ends_at as "maintenanceEndsAt"
  from licensing.update_feed f
    join licensing.license l on l.id = f.license_id and l.organization_id = f.organization_id
    join licensing.product p on p.id = l.product_id
    left join licensing.installation i on i.id = f.installation_id
  where f.token_hash = ${tokenHash} and f.closed_at is null and i.released_at is null`;
