import { Migration } from '@mikro-orm/migrations';

/**
 * The audit log and its chain. Entries are written with the fact they tell of, in its transaction and without a lock;
 * `seal_audit` then gives them their place in the chain, one after the other. Where somebody came from is personal: it
 * is in the chain by a salted digest only, so that it can be erased and the chain still holds.
 */
export class Migration20261124000000_audit extends Migration {
  override up(): void {
    this.addSql(`
      create table platform.audit_entry (
        id uuid primary key,
        at timestamptz(3) not null,
        action text not null check (char_length(action) between 1 and 80),
        outcome text not null check (outcome in ('done', 'refused')),
        actor_kind text not null check (actor_kind in ('customer', 'staff', 'anonymous', 'system')),
        actor_id uuid null,
        credential text null check (credential in ('session', 'token')),
        about_user_id uuid null,
        organization_id uuid null,
        object_id text null check (char_length(object_id) <= 100),
        details jsonb not null default '{}' check (pg_column_size(details) <= 8192),
        network text null check (char_length(network) <= 60),
        user_agent text null check (char_length(user_agent) <= 300),
        origin_salt bytea null,
        origin_digest bytea not null,
        sequence bigint null unique,
        hash bytea null
      )`);
    this.addSql('create index audit_entry_unsealed on platform.audit_entry (at, id) where sequence is null');
    this.addSql('create index audit_entry_about on platform.audit_entry (about_user_id, at desc, id desc)');
    this.addSql(
      'create index audit_entry_organization on platform.audit_entry (organization_id, at desc, id desc)',
    );
    this.addSql('create index audit_entry_at on platform.audit_entry (at desc, id desc)');
    this.addSql(`
      create table platform.audit_head (
        single boolean primary key default true check (single),
        sequence bigint not null,
        hash bytea not null
      )`);
    this.addSql(`insert into platform.audit_head (sequence, hash) values (0, sha256('latchkey audit'))`);
    this.chain();
    this.addSql(`comment on column platform.audit_entry.network is
      'personal: shows people where their account was used from; 90 days; set null'`);
    this.addSql(`comment on column platform.audit_entry.user_agent is
      'personal: shows people which device was used; 90 days; set null'`);
  }

  private chain(): void {
    this.addSql(`
      create function platform.audit_digest(entry platform.audit_entry) returns bytea language sql immutable as $$
        select sha256(convert_to(jsonb_build_object(
          'sequence', entry.sequence, 'id', entry.id, 'at', extract(epoch from entry.at), 'action', entry.action,
          'outcome', entry.outcome, 'actorKind', entry.actor_kind, 'actor', entry.actor_id,
          'credential', entry.credential, 'aboutUser', entry.about_user_id, 'organization', entry.organization_id,
          'object', entry.object_id, 'details', entry.details, 'origin', encode(entry.origin_digest, 'hex')
        )::text, 'UTF8'))
      $$`);
    this.addSql(`
      create function platform.seal_audit(most integer) returns integer language plpgsql as $$
      declare
        entry platform.audit_entry;
        head platform.audit_head;
        sealed integer := 0;
      begin
        perform pg_advisory_xact_lock(hashtextextended('platform.audit', 0));
        select * into head from platform.audit_head;
        for entry in
          select * from platform.audit_entry where sequence is null order by at, id limit most
        loop
          entry.sequence := head.sequence + 1;
          head.hash := sha256(head.hash || platform.audit_digest(entry));
          head.sequence := entry.sequence;
          update platform.audit_entry set sequence = head.sequence, hash = head.hash where id = entry.id;
          sealed := sealed + 1;
        end loop;
        update platform.audit_head set sequence = head.sequence, hash = head.hash where sealed > 0;
        return sealed;
      end $$`);
    this.addSql(`
      create function platform.verify_audit() returns bigint language plpgsql stable as $$
      declare
        entry platform.audit_entry;
        expected bytea := sha256('latchkey audit');
        place bigint := 1;
      begin
        for entry in select * from platform.audit_entry where sequence is not null order by sequence loop
          if entry.sequence <> place then return place; end if;
          expected := sha256(expected || platform.audit_digest(entry));
          if entry.hash is distinct from expected then return entry.sequence; end if;
          place := place + 1;
        end loop;
        if exists (select 1 from platform.audit_head where sequence <> place - 1 or hash <> expected) then
          return place;
        end if;
        return null;
      end $$`);
  }

  override down(): void {
    this.addSql('drop function platform.verify_audit');
    this.addSql('drop function platform.seal_audit');
    this.addSql('drop function platform.audit_digest');
    this.addSql('drop table platform.audit_head');
    this.addSql('drop table platform.audit_entry');
  }
}
