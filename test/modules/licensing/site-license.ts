import type { Portal } from '../../harness/portal.js';

/** So many machines of the license, each with a lease, the first of which has run out. */
export const addMachines = (portal: Portal, licenseId: string, machines: number) =>
  portal.sql(
    `with machine as (
       insert into licensing.installation (id, license_id, uid_hash, uid_sealed, fingerprint, name, platform,
         app_version, activated_at, last_seen_at)
       select gen_random_uuid(), $1::text::uuid, sha256((n || $1::text)::bytea), 'x', 'site-' || n, 'Desk', 'linux-x64', '4.2.0',
         $3::timestamptz, $3::timestamptz
       from generate_series(1, $2::int) n returning id, fingerprint)
     insert into licensing.lease (id, license_id, installation_id, taken_at, expires_at)
     select gen_random_uuid(), $1::text::uuid, id, $3::timestamptz, $3::timestamptz + interval '1 hour' * case fingerprint when 'site-1' then -1 else 1 end
     from machine`,
    [licenseId, machines, portal.clock.now()],
  );

/** What is left of a license's machines and leases, and which facts about them the outbox has, each once. */
export const leftOf = async (portal: Portal, licenseId: string) => {
  const [row] = await portal.sql(
    `select (select count(*)::int from licensing.installation where license_id = $1::text::uuid and released_at is null) as machines,
       (select count(*)::int from licensing.lease where license_id = $1::text::uuid and returned_at is null) as leases,
       (select count(distinct payload ->> 'installationId')::int from platform.outbox
         where name = 'licensing.lease-ended' and payload ->> 'licenseId' = $1::text) as "leasesTold",
       (select count(distinct payload ->> 'installationId')::int from platform.outbox
         where name = 'licensing.installation-released' and payload ->> 'licenseId' = $1::text) as "machinesTold"`,
    [licenseId],
  );
  return row;
};
