import { Migration } from '@mikro-orm/migrations';

/** Categories of requests with fields of their own, and what requests answer there (row SU-1). */
export class Migration20261127000243_categories extends Migration {
  override up(): void {
    this.addSql(`
      create table support.category (
        id uuid primary key,
        name jsonb not null check (jsonb_typeof(name) = 'object'),
        kind text not null check (kind in ('support', 'service')),
        fields jsonb not null check (jsonb_array_length(fields) <= 10),
        archived boolean not null default false,
        version integer not null default 1
      )`);
    this.addSql(`
      create table support.ticket_topic (
        ticket_id uuid primary key references support.ticket (id) deferrable initially deferred,
        category_id uuid null references support.category (id),
        app_version text null check (char_length(app_version) between 1 and 60),
        answers jsonb not null check (jsonb_array_length(answers) <= 10)
      )`);
    this.addSql('create index ticket_topic_of_category on support.ticket_topic (category_id)');
    for (const [what, comment] of comments) this.addSql(`comment on ${what} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table support.ticket_topic');
    this.addSql('drop table support.category');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['column support.category.name', 'plain: what customers choose, in each language'],
  ['column support.category.kind', 'plain: which kind of request it makes'],
  ['column support.category.fields', 'plain: what it asks for'],
  ['table support.ticket_topic', 'subject: ticket_id = support.ticket'],
  ['column support.ticket_topic.app_version', 'plain: which version of the product it is about'],
  [
    'column support.ticket_topic.answers',
    'personal: answering the request; as long as the organization exists; replace ([])',
  ],
];
