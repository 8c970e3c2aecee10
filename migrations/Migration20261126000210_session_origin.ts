import { Migration } from '@mikro-orm/migrations';

/** Where a session was opened from, and with what (row ID-4); unknown of sessions from before. */
export class Migration20261126000210_session_origin extends Migration {
  override up(): void {
    this.addSql(`
      alter table identity.session
        add column network text null check (char_length(network) <= 45),
        add column method text null check (char_length(method) <= 40)`);
    this.addSql(`comment on column identity.session.network is
      'personal: lets people recognize their sessions; 90 days after its end; delete the row'`);
    this.addSql(`comment on column identity.session.method is 'plain: with what the person signed in'`);
  }

  override down(): void {
    this.addSql('alter table identity.session drop column method, drop column network');
  }
}
