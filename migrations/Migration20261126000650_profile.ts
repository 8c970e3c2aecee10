import { Migration } from '@mikro-orm/migrations';

/** What a person tells of themselves, and which mails they do without (row S2.29). */
export class Migration20261126000650_profile extends Migration {
  override up(): void {
    this.addSql(`
      alter table identity.user
        add column phone text null check (char_length(phone) between 1 and 40),
        add column company text null check (char_length(company) between 1 and 160),
        add column postal_address text null check (char_length(postal_address) between 1 and 500),
        add column muted_mails text[] not null default '{}'`);
    for (const [column, purpose] of [
      ['phone', 'lets support call back'],
      ['company', 'says for whom the person works'],
      ['postal_address', 'says where letters reach the person'],
    ])
      this.addSql(`comment on column identity.user.${column} is
        'personal: ${purpose}; until the account is erased; set null'`);
    this.addSql(`comment on column identity.user.muted_mails is
      'personal: leaves out the mails that the person does without; until the account is erased; replace'`);
  }

  override down(): void {
    this.addSql(`
      alter table identity.user
        drop column phone, drop column company, drop column postal_address, drop column muted_mails`);
  }
}
