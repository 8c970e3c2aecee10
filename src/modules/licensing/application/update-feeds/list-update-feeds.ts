import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { People } from '../../../../platform/ports/people.js';
import { printSerialNumber } from '../../domain/serial-number.js';
import type { UpdateChannel } from '../../domain/update-feed.js';
import { visibleTo } from '../visible-licenses.js';

/** An address for updaters, without its secret. */
export interface ListedFeed {
  readonly id: string;
  /** What people called it, or the name of the machine that asked for it. */
  readonly name: string;
  readonly installationId: string | null;
  readonly channel: UpdateChannel;
  readonly createdAt: Date;
  /** Null for one of a machine, and for a person who is not known any more. */
  readonly createdBy: string | null;
}

/** The license with the addresses that answer. */
export interface LicenseFeeds {
  readonly licenseId: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly productName: string;
  /** The newest first, at most 100. */
  readonly feeds: readonly ListedFeed[];
}

type Row = Omit<ListedFeed, 'createdBy'> & { readonly createdBy: UserId | null };

/** Lists the addresses by which updaters ask for the updates of a license. */
@Injectable()
export class ListUpdateFeeds {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  /** @throws NotFound when the license is missing or somebody else's */
  async execute(actor: CustomerActor, licenseId: string): Promise<LicenseFeeds> {
    const license = await this.database.one<{ serialNumber: string; productName: string }>(sql`
      select l.serial_number as "serialNumber", p.name as "productName"
      from licensing.license l join licensing.product p on p.id = l.product_id
      where l.id = ${licenseId}::uuid and ${visibleTo(actor)}`);
    if (!license) throw NotFound.of('license');
    const rows = await this.database.many<Row>(sql`
      select f.id, coalesce(f.name, i.name) as name, f.installation_id as "installationId", f.channel,
        f.created_at as "createdAt", f.created_by as "createdBy"
      from licensing.update_feed f left join licensing.installation i on i.id = f.installation_id
      where f.license_id = ${licenseId}::uuid and f.organization_id = ${actor.organizationId}
        and f.closed_at is null and i.released_at is null
      order by f.created_at desc, f.id desc limit 100`);
    const makers = rows.flatMap(({ createdBy }) => createdBy ?? []);
    const names = await this.people.users(makers);
    const feeds = rows.map((row) => ({
      ...row,
      createdBy: (row.createdBy && names.get(row.createdBy)?.name) || null,
    }));
    const { serialNumber, productName } = license;
    return { licenseId, serialNumber: printSerialNumber(serialNumber), productName, feeds };
  }
}
