import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type CataloguedColumn, type CataloguedTable, readDataCatalogue } from './data-catalogue.js';
import { erasureOf } from './erasure.js';
import { type Condition, conditionOf, type DataSubject, deedsOf, depthOf } from './subject-condition.js';

/** The rows of one table that belong to a person. */
export interface OwnRows {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** A table with what is kept of a person, and by which law. */
export interface Kept {
  readonly table: string;
  readonly reason: string;
}

// Hashes, sealed secrets and bytes are ours, and of use to nobody but a thief.
const secret = /(?:^|_)(?:hash|sealed|secret|salt|digest)$|^(?:hash|sealed)_/;

/**
 * What the portal keeps of a person, found and erased by the comments of the database alone (row ID-12): a table that
 * somebody adds is in the export and in the erasure without a line of code.
 */
@Injectable()
export class PersonalData {
  constructor(private readonly em: EntityManager) {}

  /** Everything that belongs to the person and is theirs to read; of what they did to others, what names nobody. */
  async of(person: DataSubject): Promise<readonly OwnRows[]> {
    const tables = await this.tables();
    const found: OwnRows[] = [];
    for (const table of tables.values()) {
      if (!table.subject?.exported) continue;
      const readable = table.columns.filter(({ name, type }) => type !== 'bytea' && !secret.test(name));
      const namingNobody = readable.filter(({ dataClass }) => dataClass?.kind !== 'personal');
      const rows = [
        ...(await this.rows(table, readable, conditionOf(table, person, tables))),
        ...(await this.rows(table, namingNobody, deedsOf(table, person, tables))),
      ];
      if (rows.length > 0) found.push({ table: table.title, rows });
    }
    return found;
  }

  private async rows(
    table: CataloguedTable,
    columns: readonly CataloguedColumn[],
    { text, values }: Condition,
  ): Promise<Record<string, unknown>[]> {
    if (values.length === 0) return [];
    const list = columns.map(({ name }) => `"${name}"`).join(', ');
    return this.em.execute<Record<string, unknown>[]>(`select ${list} from ${table.name} where ${text}`, [
      ...values,
    ]);
  }

  /** Erases, in the caller's transaction. @returns keys of stored files that nobody needs any more */
  async erase(person: DataSubject): Promise<readonly string[]> {
    const tables = await this.tables();
    const files: string[] = [];
    // Children first: they are found through their parents.
    const ordered = [...tables.values()].sort((a, b) => depthOf(b, tables) - depthOf(a, tables));
    for (const table of ordered) {
      const rows = conditionOf(table, person, tables);
      const erasure = rows.values.length === 0 ? null : erasureOf(table, rows);
      if (!erasure) continue;
      const erased = await this.em.execute<{ storage_key?: string | null }[]>(erasure.text, [
        ...erasure.values,
      ]);
      if (Array.isArray(erased)) files.push(...erased.flatMap(({ storage_key }) => storage_key ?? []));
    }
    return files;
  }

  /** What erasing leaves, with the reason. */
  async kept(): Promise<readonly Kept[]> {
    const tables = await this.tables();
    return [...tables.values()].flatMap(({ title, columns }) => {
      const reasons = columns.flatMap(({ dataClass }) =>
        dataClass?.kind === 'personal' && dataClass.erase.kind === 'keep' ? [dataClass.erase.reason] : [],
      );
      return [...new Set(reasons)].map((reason) => ({ table: title, reason }));
    });
  }

  private async tables(): Promise<ReadonlyMap<string, CataloguedTable>> {
    const catalogue = await readDataCatalogue((text) => this.em.execute<object[]>(text));
    return new Map(catalogue.map((table) => [table.title, table]));
  }
}
