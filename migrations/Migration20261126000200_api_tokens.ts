import { Migration } from '@mikro-orm/migrations';

const token = 'comment on column identity.api_token';

/** API tokens: what programs sign in with (row ID-7). */
export class Migration20261126000200_api_tokens extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.api_token (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        organization_id uuid null references identity.organization (id) deferrable initially deferred,
        name text not null check (char_length(name) between 1 and 60),
        prefix text not null check (char_length(prefix) <= 12),
        token_hash text not null unique,
        scopes text[] not null check (cardinality(scopes) between 1 and 50),
        networks text[] not null default '{}' check (cardinality(networks) <= 20),
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        last_used_at timestamptz(3) null,
        last_used_network text null check (char_length(last_used_network) <= 45),
        rotated_from uuid null references identity.api_token (id) on delete set null deferrable initially deferred,
        replaced_at timestamptz(3) null,
        warned_days smallint null,
        revoked_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql('create index api_token_user on identity.api_token (user_id)');
    this.addSql('create index api_token_rotated_from on identity.api_token (rotated_from)');
    this.addSql('create index api_token_expires on identity.api_token (expires_at) where revoked_at is null');
    for (const comment of comments) this.addSql(comment);
  }

  override down(): void {
    this.addSql('drop table identity.api_token');
  }
}

const comments = [
  `comment on table identity.api_token is 'subject: user_id'`,
  `${token}.name is 'personal: tells tokens apart; 90 days after the end of the token; delete the row'`,
  `${token}.prefix is 'plain: the beginning of the token'`,
  `${token}.token_hash is 'personal: signs programs in; 90 days after the end of the token; delete the row'`,
  `${token}.scopes is 'plain: names of permissions'`,
  `${token}.networks is 'personal: where the token works; 90 days after the end of the token; delete the row'`,
  `${token}.last_used_network is
    'personal: shows its person a use that was not theirs; 90 days after the end of the token; delete the row'`,
];
