import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/errors.js';
import { type FileOwner, FileOwners } from './file-owners.js';
import { Storage } from './storage.js';

/** Keys are made of ids, so they may be shown and logged. */
export interface MissingFiles {
  readonly looked: number;
  /** At most 1,000. */
  readonly missing: readonly string[];
}

const mostTold = 1_000;
const atOnce = 16;

/** Finds rows whose file is gone: after a restore of half a backup, or when somebody tidied up in the storage. */
@Injectable()
export class FindMissingFiles {
  constructor(
    private readonly storage: Storage,
    private readonly owners: FileOwners,
  ) {}

  async execute(): Promise<MissingFiles> {
    let looked = 0;
    const missing: string[] = [];
    for (const owner of this.owners.all())
      for await (const keys of this.owners.pages(owner)) {
        looked += keys.length;
        missing.push(...(await this.missing(owner, keys)));
        if (missing.length >= mostTold) return { looked, missing: missing.slice(0, mostTold) };
      }
    return { looked, missing };
  }

  /** Those of a few keys that are needed and gone. */
  async missingOf(keys: readonly string[]): Promise<string[]> {
    const found = this.owners.all().map((owner) =>
      this.missing(
        owner,
        keys.filter((key) => key.startsWith(owner.prefix)),
      ),
    );
    return (await Promise.all(found)).flat();
  }

  private async missing(owner: FileOwner, keys: readonly string[]): Promise<string[]> {
    const gone: string[] = [];
    for (let at = 0; at < keys.length; at += atOnce) {
      const some = keys.slice(at, at + atOnce);
      const there = await Promise.all(some.map((key) => this.isThere(key)));
      gone.push(...some.filter((_, index) => !there[index]));
    }
    if (gone.length === 0) return [];
    // Rows that went meanwhile, with their files, lack nothing.
    const needed = await this.owners.needed(owner, gone);
    return gone.filter((key) => needed.has(key));
  }

  private async isThere(key: string): Promise<boolean> {
    try {
      await this.storage.size(key);
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }
}
