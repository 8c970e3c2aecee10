import { Migration } from '@mikro-orm/migrations';

/** Finds licenses of staff's searches among a million: by product, by status, by their ends, by the owner's name. */
export class Migration20261126000840_license_search extends Migration {
  override up(): void {
    this.addSql('create index license_of_product on licensing.license (product_id, issued_at desc, id desc)');
    this.addSql(`
      create index license_not_active on licensing.license (status, issued_at desc, id desc)
        where status <> 'active'`);
    this.addSql(`
      create index license_expiring on licensing.license (expires_at)
        where status = 'active' and expires_at is not null`);
    this.addSql(`
      create index license_maintenance_ending on licensing.license (maintenance_ends_at)
        where status = 'active'`);
    this.addSql(
      'create index organization_name_alike on identity.organization using gin (name public.gin_trgm_ops)',
    );
  }

  override down(): void {
    this.addSql('drop index identity.organization_name_alike');
    this.addSql(`
      drop index licensing.license_maintenance_ending, licensing.license_expiring,
        licensing.license_not_active, licensing.license_of_product`);
  }
}
