import { Migration } from '@mikro-orm/migrations';

/** Finds the entries of the audit log whose origin is still to be forgotten. */
export class Migration20261126000660_audit_origins extends Migration {
  override up(): void {
    this.addSql('create index audit_entry_origin on platform.audit_entry (at) where origin_salt is not null');
  }

  override down(): void {
    this.addSql('drop index platform.audit_entry_origin');
  }
}
