import { Migration } from '@mikro-orm/migrations';

/** Advisories, and which organizations were told of them. */
export class Migration20261126000951_advisories extends Migration {
  override up(): void {
    this.addSql(`
      create table downloads.advisory (
        id uuid primary key,
        product_id uuid not null,
        title text not null check (length(title) between 1 and 200),
        severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
        details_markdown text not null check (length(details_markdown) between 1 and 20000),
        cve_id text null check (length(cve_id) between 13 and 20),
        ranges jsonb not null check (jsonb_array_length(ranges) between 1 and 20),
        status text not null check (status in ('draft', 'published', 'withdrawn')),
        drafted_at timestamptz(3) not null,
        published_at timestamptz(3) null,
        withdrawn_at timestamptz(3) null,
        withdraw_reason text null check (length(withdraw_reason) between 1 and 500),
        version integer not null default 1,
        check ((status = 'draft') = (published_at is null)),
        check ((status = 'withdrawn') = (withdrawn_at is not null)),
        check ((withdrawn_at is null) = (withdraw_reason is null))
      )`);
    this.addSql('create index advisory_drafted on downloads.advisory (drafted_at desc, id desc)');
    this.addSql(
      'create index advisory_of_product on downloads.advisory (product_id, published_at desc, id desc)',
    );
    this.addSql(`
      create table downloads.advisory_notice (
        id uuid primary key,
        advisory_id uuid not null references downloads.advisory (id),
        organization_id uuid not null,
        told_at timestamptz(3) not null,
        unique (advisory_id, organization_id)
      )`);
    for (const [column, comment] of comments)
      this.addSql(`comment on column downloads.advisory.${column} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table downloads.advisory_notice');
    this.addSql('drop table downloads.advisory');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['title', 'plain: what is wrong'],
  ['severity', 'plain: how bad it is'],
  ['details_markdown', 'plain: what is wrong, and what to do'],
  ['cve_id', 'plain: its public number'],
  ['ranges', 'plain: the affected versions'],
  ['status', 'plain: where it stands'],
  ['withdraw_reason', 'plain: why the vendor took it back'],
];
