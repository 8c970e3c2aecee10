import { Migration } from '@mikro-orm/migrations';

const comments: Readonly<Record<string, string>> = {
  'table licensing.license_event_note': 'subject: license_id = licensing.license, by_user_id = actor',
  'column licensing.license_event_note.reason':
    'personal: says why staff changed a license; as long as the license; set null',
};

/** What staff alone read beside an entry of a license: who of them did it, and why (row LI-6). */
export class Migration20261127000460_license_event_notes extends Migration {
  override up(): void {
    this.addSql(`
      create table licensing.license_event_note (
        license_id uuid not null references licensing.license (id) deferrable initially deferred,
        place integer not null check (place >= 1),
        by_user_id uuid null,
        reason text null check (length(reason) between 1 and 500),
        primary key (license_id, place)
      )`);
    for (const [of, comment] of Object.entries(comments)) this.addSql(`comment on ${of} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table licensing.license_event_note');
  }
}
