import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../kernel/clock.js';
import { log } from '../logging/log.js';
import { type FileOwner, FileOwners } from './file-owners.js';
import { Storage } from './storage.js';

/** What one run found and did. */
export interface Collection {
  /** Files of ours that are older than a day. */
  readonly looked: number;
  readonly removed: number;
  /** Whether there may be more than one run removes. */
  readonly more: boolean;
  /** Whether there are files, and this database knows none of them; then all of them stay. */
  readonly strange: boolean;
}

// A mistake costs no more than this before somebody reads of it.
const mostRemoved = 1_000;
const asked = 1_000;

/**
 * Removes files that no row refers to: what a process left that died between the file and its row, or between the row
 * and its file. Files younger than a day and files of no owner stay, whatever they are. Where the database knows no file
 * at all, everything stays: more likely than not, one of the two is another installation's.
 */
@Injectable()
export class CollectOrphans {
  constructor(
    private readonly storage: Storage,
    private readonly owners: FileOwners,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<Collection> {
    const before = later(this.clock.now(), -day);
    await this.storage.sweep(before, (key) => this.owners.all().some(({ prefix }) => key.startsWith(prefix)));
    const { looked, orphans } = await this.search(before);
    if (looked > 0 && orphans.length === looked)
      return this.told({ looked, removed: 0, more: false, strange: true });
    const doomed = orphans.slice(0, mostRemoved);
    for (const key of doomed) await this.storage.delete(key);
    return this.told({ looked, removed: doomed.length, more: orphans.length > mostRemoved, strange: false });
  }

  /** Looks until it has found more than enough, and at least one file that is needed. */
  private async search(before: Date): Promise<{ looked: number; orphans: string[] }> {
    const orphans: string[] = [];
    let looked = 0;
    for await (const page of this.storage.list()) {
      const old = page.filter(({ changedAt }) => changedAt < before).map(({ key }) => key);
      for (const owner of this.owners.all()) {
        const own = old.filter((key) => key.startsWith(owner.prefix));
        looked += own.length;
        orphans.push(...(await this.orphans(owner, own)));
      }
      if (orphans.length > mostRemoved && orphans.length < looked) break;
    }
    return { looked, orphans };
  }

  private async orphans(owner: FileOwner, keys: readonly string[]): Promise<string[]> {
    const orphans: string[] = [];
    for (let at = 0; at < keys.length; at += asked) {
      const some = keys.slice(at, at + asked);
      const needed = await this.owners.needed(owner, some);
      orphans.push(...some.filter((key) => !needed.has(key)));
    }
    return orphans;
  }

  private told(collection: Collection): Collection {
    if (collection.strange) log.warn(collection, 'the database knows no file of the storage, so all stay');
    if (collection.removed > 0) log.warn(collection, 'files that nobody needs were removed');
    return collection;
  }
}
