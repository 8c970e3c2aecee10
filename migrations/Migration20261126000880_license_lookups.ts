import { Migration } from '@mikro-orm/migrations';

/** The few facts of a long chain that set a license's term and owner, and the requests for a machine, are found at once. */
export class Migration20261126000880_license_lookups extends Migration {
  override up(): void {
    this.addSql(`
      create index license_event_of_term on licensing.license_event (license_id, at)
        where kind in ('license-issued', 'license-term-began', 'license-renewed')`);
    this.addSql(`
      create index license_event_of_owner on licensing.license_event (license_id, at)
        where kind = 'license-transferred'`);
    this.addSql(`
      create index release_request_of_installation on licensing.release_request (installation_id, requested_at desc)`);
  }

  override down(): void {
    this.addSql(
      'drop index licensing.license_event_of_term, licensing.license_event_of_owner, licensing.release_request_of_installation',
    );
  }
}
