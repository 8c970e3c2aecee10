import { Migration } from '@mikro-orm/migrations';

const comments: Readonly<Record<string, string>> = {
  'table licensing.license_batch': 'subject: requested_by = actor',
  'column licensing.license_batch.reason':
    'personal: says why staff issue the licenses; 90 days; keep (the words of the vendor about all of its lines)',
  'column licensing.license_batch.problems': 'plain: which lines and columns of the file were wrong, and why',
  'table licensing.license_batch_line': 'subject: organization_id = organization',
  'column licensing.license_batch_line.sku': 'plain: the code of what is issued',
  'column licensing.license_batch_line.reference':
    'personal: what the vendor calls the line; 90 days; set null',
};

/** Licenses that are issued from a file: each line once, however often the work is begun. */
export class Migration20261126000870_license_batches extends Migration {
  override up(): void {
    this.addSql(`
      create table licensing.license_batch (
        id uuid primary key,
        requested_by uuid not null,
        reason text not null check (length(reason) between 1 and 500),
        lines integer not null check (lines between 0 and 10000),
        problem_count integer not null check (problem_count >= 0),
        problems jsonb not null,
        created_at timestamptz(3) not null,
        started_at timestamptz(3) null,
        finished_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql('create index license_batch_newest on licensing.license_batch (created_at desc, id desc)');
    this.addSql(`
      create table licensing.license_batch_line (
        batch_id uuid not null references licensing.license_batch (id) on delete cascade,
        line integer not null check (line >= 1),
        organization_id uuid not null,
        sku text not null check (length(sku) between 1 and 64),
        expires_at timestamptz(3) null,
        reference text null check (length(reference) between 1 and 200),
        license_id uuid null references licensing.license (id),
        primary key (batch_id, line)
      )`);
    this.addSql(`
      create index license_batch_line_open on licensing.license_batch_line (batch_id, line)
        where license_id is null`);
    for (const [of, comment] of Object.entries(comments)) this.addSql(`comment on ${of} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table licensing.license_batch_line, licensing.license_batch');
  }
}
