import { Migration } from '@mikro-orm/migrations';

/** Claims that wait for two agents (ruling C2). */
export class Migration20261126000320_claim_reviews extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.claim_review (
        id uuid primary key,
        kind text not null check (kind in ('proof', 'contest')),
        key_holder_id uuid not null,
        license_id uuid not null,
        organization_id uuid not null,
        user_id uuid null references identity.user (id) deferrable initially deferred,
        email text null check (char_length(email) <= 254),
        locale text null check (char_length(locale) <= 20),
        statement text not null check (char_length(statement) <= 1000),
        status text not null check (status in ('waiting', 'confirmed', 'refused')),
        first_by uuid null,
        first_at timestamptz(3) null,
        decided_by uuid null check (decided_by <> first_by),
        requested_at timestamptz(3) not null,
        decided_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql(
      `create index claim_review_waiting on identity.claim_review (requested_at, id) where status = 'waiting'`,
    );
    this.addSql(`create unique index claim_review_proof on identity.claim_review (key_holder_id)
      where status = 'waiting' and kind = 'proof'`);
    this.addSql(`comment on table identity.claim_review is 'subject: user_id'`);
    const tag = (column: string, text: string) =>
      this.addSql(`comment on column identity.claim_review.${column} is '${text}'`);
    tag('kind', 'plain: whose claim is to be proved');
    tag('status', 'plain: where the review stands');
    tag('email', 'personal: receives the decision; two years; delete the row');
    tag('locale', 'personal: chooses the language of the decision; two years; delete the row');
    tag('statement', 'personal: tells the agents why the claim is right; two years; delete the row');
  }

  override down(): void {
    this.addSql('drop table identity.claim_review');
  }
}
