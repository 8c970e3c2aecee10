import { Migration } from '@mikro-orm/migrations';

/** Macros: what agents answer and set again and again (row SU-3). */
export class Migration20261127000291_macros extends Migration {
  override up(): void {
    this.addSql(`
      create table support.macro (
        id uuid primary key,
        name text not null unique check (char_length(name) between 1 and 120),
        body text null check (char_length(body) between 1 and 20000),
        visibility text not null check (visibility in ('public', 'internal')),
        status text null check (status in ('open', 'in-progress', 'on-hold', 'closed')),
        priority text null check (priority in ('low', 'normal', 'high', 'urgent')),
        tags text[] not null check (cardinality(tags) <= 20),
        take_over boolean not null,
        version integer not null default 1
      )`);
    for (const [column, comment] of comments)
      this.addSql(`comment on column support.macro.${column} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table support.macro');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['name', 'plain: what staff call it'],
  ['body', 'plain: what it answers, with placeholders'],
  ['visibility', 'plain: whether it answers or notes'],
  ['status', 'plain: what it sets'],
  ['priority', 'plain: what it sets'],
  ['tags', 'plain: what it adds'],
];
