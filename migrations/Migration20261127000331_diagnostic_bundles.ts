import { Migration } from '@mikro-orm/migrations';

/** What a diagnostic bundle says, beside its file, and requests by the version that they are about (row SU-6). */
export class Migration20261127000331_diagnostic_bundles extends Migration {
  override up(): void {
    this.addSql('alter table support.attachment add column bundle jsonb null');
    this.addSql('alter table support.waiting_file add column bundle jsonb null');
    this.addSql('create index ticket_topic_version on support.ticket_topic (app_version)');
    this.addSql(`comment on column support.attachment.bundle is
      'personal: tells support about the product and its errors; as long as the organization exists; set null'`);
    this.addSql(`comment on column support.waiting_file.bundle is
      'personal: tells support about the product and its errors; 1 day; set null'`);
  }

  override down(): void {
    this.addSql('drop index support.ticket_topic_version');
    this.addSql('alter table support.waiting_file drop column bundle');
    this.addSql('alter table support.attachment drop column bundle');
  }
}
