import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, later } from '../../../src/kernel/clock.js';
import { ForgetOldSecrets } from '../../../src/modules/identity/application/links/forget-old-secrets.js';
import { AuditChain } from '../../../src/platform/audit/audit-chain.js';
import { AuditOrigins } from '../../../src/platform/audit/audit-origins.js';
import { signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

describe('what is promised to be forgotten', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  it('ID-12 B7 forgets network and device of audit entries after 90 days, and the chain still holds', async () => {
    const member = await signedInMember(portal);
    await portal.get(AuditChain).seal();
    const entries = () =>
      portal.sql<{ network: unknown; user_agent: unknown; origin_salt: unknown; origin_digest: unknown }>(
        `select network, user_agent, origin_salt, origin_digest from platform.audit_entry
         where about_user_id = $1 order by at, id`,
        [member.userId],
      );
    const before = await entries();
    expect(before.some(({ network, origin_salt }) => network !== null && origin_salt !== null)).toBe(true);
    portal.clock.advance(89 * day);
    await portal.get(AuditOrigins).forget();
    expect(await entries()).toEqual(before);
    portal.clock.advance(2 * day);
    await portal.get(AuditOrigins).forget();
    expect(await entries()).toEqual(
      before.map(({ origin_digest }) => ({
        network: null,
        user_agent: null,
        origin_salt: null,
        origin_digest,
      })),
    );
    expect(await portal.get(AuditChain).firstBroken()).toBeNull();
  });

  it('ID-7 deletes API tokens 90 days after their end, be it expiry or revocation, and no others', async () => {
    const { userId } = await signedInMember(portal);
    const now = portal.clock.now();
    const ago = (days: number) => later(now, -days * day);
    const tokens: readonly (readonly [string, Date, Date | null])[] = [
      ['expired long ago', ago(91), null],
      ['revoked long ago', ago(-30), ago(91)],
      ['expired lately', ago(89), null],
      ['revoked lately', ago(-30), ago(89)],
      ['alive', ago(-30), null],
    ];
    for (const [name, expiresAt, revokedAt] of tokens)
      await portal.sql(
        `insert into identity.api_token (id, user_id, name, prefix, token_hash, scopes, networks, created_at,
           expires_at, revoked_at)
         values (gen_random_uuid(), $1, $2, 'lk_pat_x', $2, '{licenses.read}', '{}', $3, $4, $5)`,
        [userId, name, ago(200), expiresAt, revokedAt],
      );
    await portal.get(ForgetOldSecrets).execute();
    const left = await portal.sql<{ name: string }>(
      'select name from identity.api_token where user_id = $1 order by name',
      [userId],
    );
    expect(left.map(({ name }) => name)).toEqual(['alive', 'expired lately', 'revoked lately']);
  });
});
