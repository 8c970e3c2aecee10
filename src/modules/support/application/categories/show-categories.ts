import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import type { CategoryWords } from '../../domain/categories/category.js';

export interface ShownCategory extends CategoryWords {
  readonly id: string;
  readonly version: number;
}

/** Reads categories, by their English name. There are few. */
@Injectable()
export class ShowCategories {
  constructor(private readonly database: ReadDatabase) {}

  /** Archived ones too; for staff. */
  async all(): Promise<ShownCategory[]> {
    return await this.read(nothing);
  }

  /** What customers choose from. */
  async open(): Promise<ShownCategory[]> {
    return await this.read(sql`where not archived`);
  }

  /** @throws NotFound when there is none */
  async one(id: string): Promise<ShownCategory> {
    const [category] = await this.read(sql`where id = ${id}`);
    if (!category) throw NotFound.of('category');
    return category;
  }

  private async read(condition: Statement): Promise<ShownCategory[]> {
    return await this.database.many<ShownCategory>(sql`
      select id, name, kind, fields, archived, version from support.category ${condition}
      order by archived, lower(name->>'en'), id limit 100`);
  }
}
