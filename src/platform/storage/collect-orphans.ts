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
}

// A mistake costs no more than this before somebody reads of it.
const mostRemoved = 1_000;
const asked = 1_000;

/**
 * Removes files that no row refers to: what a process left that died between the file and its row, or between the row
 * and its file. Files younger than a day and files of no owner stay, whatever they are.
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
    let [looked, removed] = [0, 0];
    for await (const page of this.storage.list()) {
      const old = page.filter(({ changedAt }) => changedAt < before).map(({ key }) => key);
      for (const owner of this.owners.all()) {
        const own = old.filter((key) => key.startsWith(owner.prefix));
        looked += own.length;
        for (const key of await this.orphans(owner, own)) {
          if (removed === mostRemoved) return this.told({ looked, removed, more: true });
          await this.storage.delete(key);
          removed += 1;
        }
      }
    }
    return this.told({ looked, removed, more: false });
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
    if (collection.removed > 0) log.warn(collection, 'files that nobody needs were removed');
    return collection;
  }
}
