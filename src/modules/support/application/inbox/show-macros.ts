import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import type { MacroWords } from '../../domain/inbox/macro.js';

export { placeholders } from '../../domain/inbox/placeholders.js';

export interface ShownMacro extends MacroWords {
  readonly id: string;
  readonly version: number;
}

/** People choose from a list; it ends here. */
export const mostMacros = 200;

/** The macros that agents share. */
@Injectable()
export class ShowMacros {
  constructor(private readonly database: ReadDatabase) {}

  /** By name. */
  all(): Promise<ShownMacro[]> {
    return this.find(nothing);
  }

  /** @throws NotFound */
  async one(id: string): Promise<ShownMacro> {
    const [macro] = await this.find(sql`where id = ${id}`);
    if (!macro) throw NotFound.of('macro');
    return macro;
  }

  private find(condition: Statement): Promise<ShownMacro[]> {
    return this.database.many<ShownMacro>(sql`
      select id, name, body, visibility, status, priority, tags, take_over as "takeOver", version
      from support.macro ${condition} order by lower(name), id limit ${mostMacros}`);
  }
}
