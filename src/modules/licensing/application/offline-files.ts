import { type ReadDatabase, sql } from '../../../platform/database/read-database.js';

/** A license file that a machine without internet got. */
export interface OfflineFileText {
  /** Its name. */
  readonly machine: string;
  /** As it was given out; perhaps readable for that machine alone. */
  readonly text: string;
}

/** The newest file of each machine of the license that is in use and whose file has not ended, at most 100. */
export function offlineFiles(
  database: ReadDatabase,
  licenseId: string,
  now: Date,
): Promise<OfflineFileText[]> {
  return database.many<OfflineFileText>(sql`
    select f.machine, f.text from (
      select distinct on (i.id) i.id, i.name as machine, r.file as text, r.file_ends_at as ends_at
      from licensing.installation i join licensing.offline_request r on r.installation_id = i.id
      where i.license_id = ${licenseId} and i.released_at is null and r.file is not null
      order by i.id, r.taken_at desc, r.id desc) f
    where f.ends_at > ${now} order by f.id limit 100`);
}
