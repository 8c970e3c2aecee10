import { Migration } from '@mikro-orm/migrations';

/**
 * Tells every web process which request changed (row SU-7), in the transaction of whoever changed it: no writer can
 * forget, and what is rolled back is told to nobody. Ids and words only: what is announced is read by all processes.
 */
export class Migration20261127000310_live_requests extends Migration {
  override up(): void {
    this.addSql(`
      create function support.announce() returns trigger language plpgsql as $$
      declare
        told uuid;
      begin
        if tg_table_name = 'ticket' then told := new.id;
        elsif tg_op = 'DELETE' then told := old.ticket_id;
        else told := new.ticket_id;
        end if;
        perform pg_notify('latchkey_live', 'request ' || told || ' ' || tg_argv[0]);
        return null;
      end $$`);
    for (const { name, when, what } of announced)
      this.addSql(
        `create trigger announce_${name} after ${when} execute function support.announce('${what}')`,
      );
  }

  override down(): void {
    for (const { name, table } of announced) this.addSql(`drop trigger announce_${name} on support.${table}`);
    this.addSql('drop function support.announce()');
  }
}

const differs = (...columns: readonly string[]): string =>
  columns.map((column) => `old.${column} is distinct from new.${column}`).join(' or ');
const shown = differs('status', 'assignee_id', 'confidential', 'requester_id');

// Staff alone hear of notes, of who has priority, and of how they sort.
const announced = [
  {
    name: 'message',
    table: 'message',
    when: 'insert or update on support.message for each row',
    what: 'message',
  },
  {
    name: 'note',
    table: 'internal_note',
    when: 'insert or update on support.internal_note for each row',
    what: 'note',
  },
  { name: 'opened', table: 'ticket', when: 'insert on support.ticket for each row', what: 'opened' },
  {
    name: 'changed',
    table: 'ticket',
    when: `update on support.ticket for each row when (${shown})`,
    what: 'changed',
  },
  {
    name: 'priority',
    table: 'ticket',
    when: `update on support.ticket for each row when (${differs('priority')})`,
    what: 'sorted',
  },
  {
    name: 'sorted',
    table: 'triage',
    when: 'insert or update on support.triage for each row',
    what: 'sorted',
  },
  {
    name: 'follower',
    table: 'follower',
    when: 'insert or delete on support.follower for each row',
    what: 'changed',
  },
];
