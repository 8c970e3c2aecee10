import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Clock } from '../../kernel/clock.js';
import { POOL } from '../database/database.module.js';
import { type FileName, FileOwners } from './file-owners.js';
import { FindMissingFiles } from './find-missing-files.js';

/** A file that is gone, by the name that staff know it by. */
export interface MissingFile extends FileName {
  readonly foundAt: Date;
}

export interface MissingNow {
  readonly files: readonly MissingFile[];
  /** Whether there may be more than are listed. */
  readonly more: boolean;
}

const most = 20;

/** Keeps what the last look for missing files found, for whoever runs the portal to see. */
@Injectable()
export class MissingFiles {
  constructor(
    private readonly find: FindMissingFiles,
    private readonly owners: FileOwners,
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Looks at every file, which takes a while. */
  async look(): Promise<void> {
    const { missing } = await this.find.execute();
    await this.pool.query(
      `with back as (delete from platform.missing_file where file_key <> all ($1::text[]))
       insert into platform.missing_file (file_key, found_at) select key, $2 from unnest($1::text[]) key
       on conflict do nothing`,
      [missing, this.clock.now()],
    );
  }

  /** Those that are still missing, the first found first; what is back is forgotten. At most 20. */
  async list(): Promise<MissingNow> {
    const { rows } = await this.pool.query<{ key: string; foundAt: Date }>(
      `select file_key as key, found_at as "foundAt" from platform.missing_file
       order by found_at, file_key limit $1`,
      [most + 1],
    );
    const listed = rows.slice(0, most);
    const missing = new Set(await this.find.missingOf(listed.map(({ key }) => key)));
    const back = listed.filter(({ key }) => !missing.has(key)).map(({ key }) => key);
    if (back.length > 0)
      await this.pool.query('delete from platform.missing_file where file_key = any ($1)', [back]);
    const names = await this.owners.names([...missing]);
    const files = listed.flatMap(({ key, foundAt }) => {
      const name = names.get(key);
      return name ? [{ ...name, foundAt }] : [];
    });
    return { files, more: rows.length > most };
  }
}
