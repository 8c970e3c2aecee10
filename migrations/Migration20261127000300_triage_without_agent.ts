import { Migration } from '@mikro-orm/migrations';

/** Who put a request aside stands in the audit trail; nobody read it here. */
export class Migration20261127000300_triage_without_agent extends Migration {
  override up(): void {
    this.addSql('alter table support.triage drop column snoozed_by_id');
  }

  override down(): void {
    this.addSql('alter table support.triage add column snoozed_by_id uuid null');
  }
}
