import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Assignees } from '../assignees.js';

/** Whom requests are given to, one after the other. */
export type NextAssignee = () => UserId | null | undefined;

/** Gives each request to whoever of the staff has the fewest open ones, in turn where several have as few. */
@Injectable()
export class ShareOut {
  constructor(
    private readonly database: ReadDatabase,
    private readonly assignees: Assignees,
  ) {}

  /** @throws InvalidInput when nobody of the staff answers requests */
  async turns(): Promise<NextAssignee> {
    const staff = await this.assignees.list();
    const ids = staff.map(({ id }) => id);
    const rows = await this.database.many<{ id: string; open: number }>(sql`
      select assignee_id as id, count(*) as open from support.ticket
      where assignee_id = any(${ids}) and status <> 'closed' group by assignee_id`);
    const open = new Map(rows.map((row) => [row.id, row.open]));
    const loads = ids.map((id) => ({ id, open: open.get(id) ?? 0 }));
    const [first] = loads;
    if (!first) throw InvalidInput.field('assignee', 'Nobody of the staff answers requests. Choose nobody.');
    return () => {
      const next = loads.reduce((least, one) => (one.open < least.open ? one : least), first);
      next.open += 1;
      return next.id;
    };
  }
}
