import { Migration } from '@mikro-orm/migrations';

/** Files that rows refer to and the storage lacks, as the last look found them. */
export class Migration20261127000222_missing_files extends Migration {
  override up(): void {
    this.addSql(`
      create table platform.missing_file (
        file_key text primary key check (char_length(file_key) between 1 and 200),
        found_at timestamptz(3) not null
      )`);
    this.addSql(
      `comment on column platform.missing_file.file_key is 'plain: where the file should lie; made of ids'`,
    );
  }

  override down(): void {
    this.addSql('drop table platform.missing_file');
  }
}
