import { Migration } from '@mikro-orm/migrations';

/** From where a browser was remembered, so that its user recognizes it (row S3.22); unknown of those from before. */
export class Migration20261126000720_remembered_device_origin extends Migration {
  override up(): void {
    this.addSql(`
      alter table identity.remembered_device
        add column network text null check (char_length(network) <= 45)`);
    this.addSql(`comment on column identity.remembered_device.network is
      'personal: tells remembered devices apart; 30 days; delete the row'`);
  }

  override down(): void {
    this.addSql('alter table identity.remembered_device drop column network');
  }
}
