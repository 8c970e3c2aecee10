import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { printSerialNumber } from '../../domain/serial-number.js';
import { visibleTo } from '../visible-licenses.js';

/** A machine that runs without internet, with its newest file. */
export interface OfflineMachine {
  readonly name: string;
  readonly fileId: string;
  readonly endsAt: Date;
}

export interface OfflineDesk {
  readonly licenseId: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly productName: string;
  readonly machines: readonly OfflineMachine[];
}

/** A file that a machine got, to be fetched once more. */
export interface OfflineFile extends OfflineMachine {
  readonly licenseId: string;
  readonly serialNumber: string;
  readonly productName: string;
  readonly text: string;
  readonly refreshed: boolean;
}

const mostMachines = 100;

/** Shows what the offline desk of a license gave out. */
@Injectable()
export class ShowOfflineDesk {
  constructor(private readonly database: ReadDatabase) {}

  /** @throws NotFound when the license is missing or somebody else's */
  async execute(actor: CustomerActor, licenseId: string): Promise<OfflineDesk> {
    const license = await this.database.one<Omit<OfflineDesk, 'machines'>>(sql`
      select l.id as "licenseId", l.serial_number as "serialNumber", p.name as "productName"
      from licensing.license l join licensing.product p on p.id = l.product_id
      where l.id = ${licenseId} and ${visibleTo(actor)}`);
    if (!license) throw NotFound.of('license');
    const machines = await this.database.many<OfflineMachine>(sql`
      select distinct on (i.id) i.name, r.id as "fileId", r.file_ends_at as "endsAt"
      from licensing.installation i join licensing.offline_request r on r.installation_id = i.id
      where i.license_id = ${licenseId} and i.released_at is null and r.file is not null
      order by i.id desc, r.taken_at desc, r.id desc limit ${mostMachines}`);
    return { ...license, serialNumber: printSerialNumber(license.serialNumber), machines };
  }

  /** @throws NotFound when the file is missing, somebody else's, or of a machine that was released */
  async file(actor: CustomerActor, fileId: string): Promise<OfflineFile> {
    const file = await this.database.one<OfflineFile>(sql`
      select l.id as "licenseId", l.serial_number as "serialNumber", p.name as "productName", i.name,
        r.id as "fileId", r.file_ends_at as "endsAt", r.file as text, r.kind = 'refresh' as refreshed
      from licensing.offline_request r
        join licensing.installation i on i.id = r.installation_id
        join licensing.license l on l.id = r.license_id
        join licensing.product p on p.id = l.product_id
      where r.id = ${fileId} and r.file is not null and i.released_at is null and ${visibleTo(actor)}`);
    if (!file) throw NotFound.of('file');
    return { ...file, serialNumber: printSerialNumber(file.serialNumber) };
  }
}
