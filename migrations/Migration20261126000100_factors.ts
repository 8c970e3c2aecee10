import { Migration } from '@mikro-orm/migrations';

/** Browsers that need no second step for a while, and the challenges that passkeys answer. */
export class Migration20261126000100_factors extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.remembered_device (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        token_hash text not null unique,
        user_agent text null check (char_length(user_agent) <= 300),
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null
      )`);
    this.addSql('create index remembered_device_user on identity.remembered_device (user_id)');
    this.addSql('create index remembered_device_expires on identity.remembered_device (expires_at)');
    this.addSql(`
      create table identity.passkey_challenge (
        id uuid primary key,
        purpose text not null check (purpose in ('register', 'sign-in', 'second-step', 'step-up')),
        challenge_hash text not null unique,
        user_id uuid null references identity.user (id) deferrable initially deferred,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        used_at timestamptz(3) null
      )`);
    this.addSql('create index passkey_challenge_expires on identity.passkey_challenge (expires_at)');
    this.addSql(`comment on table identity.remembered_device is 'subject: user_id'`);
    this.addSql(`comment on table identity.passkey_challenge is 'subject: user_id'`);
    for (const [column, purpose] of comments)
      this.addSql(`comment on column identity.${column} is '${purpose}'`);
  }

  override down(): void {
    this.addSql('drop table identity.passkey_challenge');
    this.addSql('drop table identity.remembered_device');
  }
}

const comments = [
  ['remembered_device.token_hash', 'personal: skips the second step; 30 days; delete the row'],
  ['remembered_device.user_agent', 'personal: tells remembered devices apart; 30 days; delete the row'],
  ['passkey_challenge.purpose', 'plain: what the answer of the passkey is for'],
  ['passkey_challenge.challenge_hash', 'plain: hash of a random number that a passkey signs once'],
  [
    'passkey.transports',
    'personal: how the browser reaches the passkey; until it is removed; delete the row',
  ],
  ['passkey.rp_id', 'plain: the host name of the portal when the passkey was made'],
] as const;
