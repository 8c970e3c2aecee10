import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodPassword, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

describe('signing in with a password', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  it('S3.19 takes the e-mail address in any case, with spaces around it', async () => {
    const member = await signedInMember(portal);
    const login = `  ${member.email.toUpperCase()} `;
    const answer = await portal.api().post('/api/v1/sign-in/password', { login, password: goodPassword });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      expiresInSeconds: 600,
    });
  });

  it('A9 ends a session at once when it signs out', async () => {
    const member = await signedInMember(portal);
    expect((await member.api.post('/api/v1/sign-out')).status).toBe(204);
    expect((await member.api.post('/api/v1/sign-out')).status).toBe(401);
  });

  it('A9 lets an access token live for ten minutes', async () => {
    const staff = await signedInStaff(portal);
    portal.clock.advance(10 * 60_000 + 1_000);
    expect((await staff.api.post('/api/v1/sign-out')).status).toBe(401);
  });
});
