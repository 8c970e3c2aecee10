import { Migration } from '@mikro-orm/migrations';

const comments: Readonly<Record<string, string>> = {
  'column licensing.license_batch.action': 'plain: what is done with each line',
  'column licensing.license_batch_line.own':
    'plain: machines and features that a line gives its license, as numbers and codes',
  'column licensing.license_batch_line.problem': 'plain: why a line was refused, a sentence of the portal',
};

/** Files that change licenses which exist: suspend, reinstate, extend or revoke them, each line once. */
export class Migration20261126000890_license_changes_by_file extends Migration {
  override up(): void {
    this.addSql(`
      alter table licensing.license_batch add column action text not null default 'issue'
        check (action in ('issue', 'suspend', 'reinstate', 'extend', 'revoke'))`);
    this.addSql(`
      alter table licensing.license_batch_line
        add column own jsonb null,
        add column done_at timestamptz(3) null,
        add column problem text null check (length(problem) between 1 and 500)`);
    this.addSql(`
      create index license_batch_line_undone on licensing.license_batch_line (batch_id, line)
        where done_at is null and license_id is not null`);
    for (const [of, comment] of Object.entries(comments)) this.addSql(`comment on ${of} is '${comment}'`);
  }

  override down(): void {
    this.addSql(`
      alter table licensing.license_batch_line drop column own, drop column done_at, drop column problem`);
    this.addSql('alter table licensing.license_batch drop column action');
  }
}
