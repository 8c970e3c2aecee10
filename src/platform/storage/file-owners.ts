import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../database/read-database.js';

/** A table whose rows refer to files of the storage. */
export interface FileOwner {
  /** What its keys begin with, and those of no other owner, e.g. `invoices/`. */
  readonly prefix: string;
  /** SQL that gives the keys of all files it needs, as a column `key`; without parameters. */
  readonly keys: string;
  /** SQL that gives, beside each `key`, the `name` that staff know it by, without personal data, and its page `href`. */
  readonly names: string;
}

export interface FileName {
  readonly key: string;
  readonly name: string;
  /** Null: it has no page. */
  readonly href: string | null;
}

/** Knows which files the modules need. Each module that stores files registers its tables when it is made. */
@Injectable()
export class FileOwners {
  private readonly owners: FileOwner[] = [];

  constructor(private readonly database: ReadDatabase) {}

  /** @throws Error when keys could belong to two owners; that is a mistake in the code */
  register(owner: FileOwner): void {
    const rival = this.owners.find(
      ({ prefix }) => prefix.startsWith(owner.prefix) || owner.prefix.startsWith(prefix),
    );
    if (rival) throw new Error(`Files below ${owner.prefix} and ${rival.prefix} have two owners.`);
    this.owners.push(owner);
  }

  all(): readonly FileOwner[] {
    return this.owners;
  }

  /** Those of the keys that the owner needs. */
  async needed({ keys }: FileOwner, among: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.many<{ key: string }>(
      sql`select key from (${statement(keys)}) as owned where key = any(${among}::text[])`,
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Names of files by their key; of none that nobody needs. */
  async names(keys: readonly string[]): Promise<ReadonlyMap<string, FileName>> {
    const found = this.owners.map(async ({ prefix, names }) => {
      const own = keys.filter((key) => key.startsWith(prefix));
      if (own.length === 0) return [];
      return this.database.many<FileName>(
        sql`select key, name, href from (${statement(names)}) as owned where key = any(${own}::text[])`,
      );
    });
    return new Map((await Promise.all(found)).flat().map((file) => [file.key, file]));
  }

  /** Pages of all keys that the owner needs. */
  async *pages({ keys }: FileOwner, size = 500): AsyncGenerator<readonly string[]> {
    let last = '';
    for (;;) {
      const rows = await this.database.many<{ key: string }>(
        sql`select key from (${statement(keys)}) as owned where key > ${last} order by key limit ${size}`,
      );
      yield rows.map(({ key }) => key);
      if (rows.length < size) return;
      last = rows.at(-1)?.key ?? '';
    }
  }
}

const statement = (text: string) => ({ text, values: [] });
