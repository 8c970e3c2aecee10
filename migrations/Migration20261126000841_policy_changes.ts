import { Migration } from '@mikro-orm/migrations';

/** When the rules of a policy changed last; writing it lets the version move also when only its allowances did. */
export class Migration20261126000841_policy_changes extends Migration {
  override up(): void {
    this.addSql('alter table licensing.policy add changed_at timestamptz(3) null');
  }

  override down(): void {
    this.addSql('alter table licensing.policy drop changed_at');
  }
}
