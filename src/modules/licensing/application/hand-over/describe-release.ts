import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { People, type Person } from '../../../../platform/ports/people.js';
import { printSerialNumber } from '../../domain/serial-number.js';

/** What mails tell of a machine that was, or was not, released. */
export interface DescribedRelease {
  readonly machineName: string;
  readonly productName: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly releasedAt: Date | null;
  /** Until then it runs by its license file, also after its release; null when it has none. */
  readonly offlineUntil: Date | null;
}

/** Gathers what mails about releases say. */
@Injectable()
export class DescribeRelease {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  /** Null when there is no such machine. */
  async execute(installationId: string): Promise<DescribedRelease | null> {
    const row = await this.database.one<DescribedRelease>(sql`
      select i.name as "machineName", p.name as "productName", l.serial_number as "serialNumber",
        i.released_at as "releasedAt",
        case when i.offline_until > i.released_at then i.offline_until end as "offlineUntil"
      from licensing.installation i
        join licensing.license l on l.id = i.license_id
        join licensing.product p on p.id = l.product_id
      where i.id = ${installationId}`);
    return row && { ...row, serialNumber: printSerialNumber(row.serialNumber) };
  }

  /** The holder of the key who asked for the release and is no member; null when a member did, or nobody. */
  async keyHolderWhoAsked(installationId: string): Promise<UserId | null> {
    const row = await this.database.one<{ userId: UserId }>(sql`
      select requested_by as "userId" from licensing.release_request
      where installation_id = ${installationId} and by_key_holder order by requested_at desc limit 1`);
    return row?.userId ?? null;
  }

  /** What agents wrote when they refused. */
  async answerTo(requestId: string): Promise<string | null> {
    const row = await this.database.one<{ answer: string | null }>(sql`
      select answer from licensing.release_request where id = ${requestId}`);
    return row?.answer ?? null;
  }

  /** Null for somebody who is gone. */
  async person(id: string | null): Promise<Person | null> {
    return (id !== null && (await this.people.users([id as UserId])).get(id as UserId)) || null;
  }
}
