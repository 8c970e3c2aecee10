import { Migration } from '@mikro-orm/migrations';

/** Links of other kinds: what a link may open is listed in the code, where each kind has its life. */
export class Migration20261126000630_notices extends Migration {
  override up(): void {
    this.addSql('alter table identity.one_time_link drop constraint if exists one_time_link_purpose_check');
    this.addSql(`comment on table identity.invitation_request is 'subject: email'`);
  }

  override down(): void {}
}
