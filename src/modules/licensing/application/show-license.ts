import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { asShown, type ListedLicense, licenseColumns, licenseTables } from './list-licenses.js';
import { visibleTo, visibleToStaff } from './visible-licenses.js';

/** A copy of the product on a machine, without its UID. */
export interface ShownInstallation {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  /** Of the product. */
  readonly version: string;
  readonly activatedAt: Date;
  readonly lastSeenAt: Date;
  /** Null while it is in use. */
  readonly releasedAt: Date | null;
}

/** All of a license. `statusReason` is for staff. */
export interface ShownLicense extends ListedLicense {
  readonly statusReason: string | null;
  readonly statusChangedAt: Date;
  readonly installed: readonly ShownInstallation[];
}

const mostShown = 200;

/** Shows one license with its installations, those in use first. */
@Injectable()
export class ShowLicense {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when it is missing or somebody else's */
  async execute(actor: CustomerActor, id: string): Promise<ShownLicense> {
    return this.find(visibleTo(actor), id);
  }

  /** @throws NotFound */
  async forStaff(id: string): Promise<ShownLicense> {
    return this.find(visibleToStaff, id);
  }

  private async find(visible: Statement, id: string): Promise<ShownLicense> {
    const row = await this.database.one<Omit<ShownLicense, 'installed'>>(sql`
      select ${licenseColumns}, l.status_reason as "statusReason", l.status_changed_at as "statusChangedAt"
      from ${licenseTables} where l.id = ${id} and ${visible}`);
    if (!row) throw NotFound.of('license');
    const installed = await this.database.many<ShownInstallation>(sql`
      select i.id, i.name, i.platform, i.app_version as version, i.activated_at as "activatedAt",
        i.last_seen_at as "lastSeenAt", i.released_at as "releasedAt"
      from licensing.installation i where i.license_id = ${id}
      order by i.released_at is not null, i.activated_at desc, i.id desc limit ${mostShown}`);
    return { ...asShown(row, this.clock.now()), installed };
  }
}
