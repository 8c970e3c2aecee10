import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { effectiveStatus, type LicenseStatus } from '../domain/license-status.js';
import { parseSerialNumber, printSerialNumber } from '../domain/serial-number.js';
import { uidHash } from '../domain/uid.js';
import { feedTokenHash } from '../domain/update-feed.js';
import { type CopyScope, type InstalledCopy, installedCopies, versionsInUse } from './installed-copies.js';
import { placesInUse } from './list-licenses.js';
import { type OfflineFileText, offlineFiles } from './offline-files.js';
import { type FeedAccess, feedAccess } from './update-feeds/feed-access.js';

/** What serial number + UID open. `usable` is false once the license is revoked: then nobody signs in with it. */
export interface SerialAccess {
  readonly licenseId: string;
  readonly organizationId: OrganizationId;
  readonly productId: string;
  readonly orderId: string | null;
  readonly installationId: string;
  /** The 32 bytes of the Ed25519 public key that checks launches of the installation; null when it registered none. */
  readonly launchKey: Buffer | null;
  readonly usable: boolean;
}

/** What a license grants now. `valid` says whether it may be used; updates published until `maintenanceEndsAt` stay. */
export interface Entitlement {
  readonly licenseId: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly productId: string;
  readonly productName: string;
  readonly status: LicenseStatus;
  readonly valid: boolean;
  readonly maintenanceEndsAt: Date;
  /** Null: it does not end, or its term has not begun. */
  readonly expiresAt: Date | null;
  /** Codes of what it unlocks, sorted. */
  readonly features: readonly string[];
}

/** All of a license that other modules may know. */
export interface LicenseFacts extends Entitlement {
  readonly organizationId: OrganizationId;
  readonly orderId: string | null;
  readonly issuedAt: Date;
  /** Places in use: installations, or the leases that run of a floating license. */
  readonly installations: number;
  readonly installationLimit: number;
}

/** What is sold. `code` is the store's sku. */
export interface ProductSummary {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

type FactsRow = Omit<LicenseFacts, 'valid'>;

const facts = (now: Date): Statement => sql`
  select l.id as "licenseId", l.serial_number as "serialNumber", l.organization_id as "organizationId",
    l.product_id as "productId", p.name as "productName", l.status, l.order_id as "orderId",
    l.issued_at as "issuedAt", l.expires_at as "expiresAt", l.maintenance_ends_at as "maintenanceEndsAt",
    coalesce(l.own_installation_limit, y.installation_limit) as "installationLimit",
    array(select distinct unnest(y.features || l.granted_features) order by 1) as features,
    ${placesInUse(now)} as installations
  from licensing.license l
    join licensing.product p on p.id = l.product_id
    join licensing.policy y on y.id = l.policy_id`;

/** What other modules may ask of licensing. */
@Injectable()
export class Licensing {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * What the pair opens, or null when either half is wrong or they do not belong together. It costs one statement
   * whatever was typed, so that its time tells nothing (security.md A4).
   */
  async bySerialAndUid(serial: string, uid: string): Promise<SerialAccess | null> {
    return this.database.one<SerialAccess>(sql`
      select l.id as "licenseId", l.organization_id as "organizationId", l.product_id as "productId",
        l.order_id as "orderId", i.id as "installationId", l.status <> 'revoked' as usable,
        i.launch_key as "launchKey"
      from licensing.license l
        join licensing.installation i on i.license_id = l.id
      where l.serial_number = ${parseSerialNumber(serial) ?? ''} and i.uid_hash = ${uidHash(uid)}
        and i.released_at is null`);
  }

  /**
   * What the secret of an update feed opens, or null when it opens nothing: it was closed, its machine released, or the
   * license given to another owner. One statement, for each request of each updater (row DL-4).
   */
  async byUpdateFeed(token: string): Promise<FeedAccess | null> {
    const hash = feedTokenHash(token);
    if (hash === null) return null;
    return this.database.one(feedAccess(hash));
  }

  /** The license of a serial number as typed, or null. It checks no permission; for staff. */
  async bySerial(serial: string): Promise<Pick<SerialAccess, 'licenseId' | 'organizationId'> | null> {
    const serialNumber = parseSerialNumber(serial);
    if (serialNumber === null) return null;
    return this.database.one(sql`
      select id as "licenseId", organization_id as "organizationId"
      from licensing.license where serial_number = ${serialNumber}`);
  }

  /** The license, or null when there is none. It checks no permission. */
  async licenseFacts(licenseId: string): Promise<LicenseFacts | null> {
    const rows = await this.find(sql`where l.id = ${licenseId}`);
    return rows[0] ?? null;
  }

  /** Printed serial numbers by license id; unknown ids are left out. It checks no permission. */
  async serialNumbersOf(licenseIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.many<{ id: string; serial: string }>(sql`
      select id, serial_number as serial from licensing.license where id = any(${[...licenseIds]}::uuid[])`);
    return new Map(rows.map(({ id, serial }) => [id, printSerialNumber(serial)]));
  }

  /** What the organization's licenses grant; only the one license when `licenseId` is given. */
  async entitlementsOf(scope: {
    readonly organizationId: OrganizationId;
    readonly licenseId?: string | null;
  }): Promise<Entitlement[]> {
    const one = scope.licenseId ? sql`and l.id = ${scope.licenseId}` : nothing;
    return this.find(sql`
      where l.organization_id = ${scope.organizationId} ${one}
      order by l.issued_at desc, l.id desc limit 1000`);
  }

  /** The newest licenses that the actor may see; none without the permission `licenses.read`. */
  async recentFor(actor: CustomerActor, limit: number): Promise<LicenseFacts[]> {
    if (!may(actor, 'licenses.read')) return [];
    const one = actor.limitedTo ? sql`and l.id = ${actor.limitedTo.licenseId}` : nothing;
    return this.find(sql`
      where l.organization_id = ${actor.organizationId} ${one}
      order by l.issued_at desc, l.id desc limit ${limit}`);
  }

  /** Those of the licenses that the actor may see; none without the permission `licenses.read`. */
  async amongFor(actor: CustomerActor, ids: readonly string[]): Promise<LicenseFacts[]> {
    if (ids.length === 0 || !may(actor, 'licenses.read')) return [];
    const one = actor.limitedTo ? sql`and l.id = ${actor.limitedTo.licenseId}` : nothing;
    return this.find(sql`
      where l.organization_id = ${actor.organizationId} ${one} and l.id = any(${[...ids]}::uuid[])
      order by l.issued_at desc, l.id desc limit ${ids.length}`);
  }

  /** The organization's newest licenses; for staff. */
  async ofOrganization(organizationId: OrganizationId, limit: number): Promise<LicenseFacts[]> {
    return this.find(sql`
      where l.organization_id = ${organizationId}
      order by l.issued_at desc, l.id desc limit ${limit}`);
  }

  /** Everything that is sold, by name. */
  async products(): Promise<ProductSummary[]> {
    return this.database.many<ProductSummary>(
      sql`select id, code, name from licensing.product order by name, id`,
    );
  }

  /** The names of all products, by their ids. */
  async productNames(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.products()).map(({ id, name }) => [id, name]));
  }

  /** The next organizations after one, by id, with a license of the product that is not revoked. For no actor. */
  async organizationsWith(productId: string, after: string | null, limit: number): Promise<OrganizationId[]> {
    const rest = after === null ? nothing : sql`and organization_id > ${after}::uuid`;
    const rows = await this.database.many<{ id: OrganizationId }>(sql`
      select distinct organization_id as id from licensing.license
      where product_id = ${productId} and status <> 'revoked' ${rest} order by id limit ${limit}`);
    return rows.map(({ id }) => id);
  }

  /** Copies of products in use, the newest first, at most 1,000. It checks no permission. */
  async installedCopies(scope: CopyScope): Promise<InstalledCopy[]> {
    return installedCopies(this.database, scope);
  }

  /** Which versions of a product organizations run, by their ids, the next ones after one. It checks no permission. */
  async versionsInUse(of: Parameters<typeof versionsInUse>[1]) {
    return versionsInUse(this.database, of);
  }

  /** The newest license file of each machine of the license that runs without internet. It checks no permission. */
  async offlineFiles(licenseId: string): Promise<OfflineFileText[]> {
    return offlineFiles(this.database, licenseId, this.clock.now());
  }

  /** How many requests to release a machine wait for staff (row LI-5). */
  async releaseRequestsWaiting(): Promise<number> {
    const row = await this.database.one<{ count: number }>(sql`
      select count(*) as count
      from licensing.release_request r join licensing.installation i on i.id = r.installation_id
      where r.status = 'open' and i.released_at is null`);
    return row?.count ?? 0;
  }

  private async find(condition: Statement): Promise<LicenseFacts[]> {
    const now = this.clock.now();
    const rows = await this.database.many<FactsRow>(sql`${facts(now)} ${condition}`);
    return rows.map((row) => {
      const status = effectiveStatus(row.status, row.expiresAt, now);
      const serialNumber = printSerialNumber(row.serialNumber);
      return { ...row, serialNumber, status, valid: status === 'active' };
    });
  }
}
