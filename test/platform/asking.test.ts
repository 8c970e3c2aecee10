import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshProof, signedInMember, signedInStaff } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';

describe('what a request knows of who asks', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ worker: false });
  });
  afterAll(() => portal.close());

  it('B7 leaves one audit entry for each change by staff, with who made it and from where', async () => {
    const people = await Promise.all([1, 2, 3].map(() => signedInStaff(portal)));
    await Promise.all(people.map(({ api }) => api.patch('/api/v1/me', { name: 'Nora Lind' })));
    const entries = await portal.sql<{ actor_id: string }>(
      `select actor_kind, actor_id, credential, network, action from platform.audit_entry
        where actor_kind = 'staff' and action in ('identity.profile-changed', 'staff.changed')`,
    );
    expect(entries.map(({ actor_id }) => actor_id).sort()).toEqual(people.map(({ userId }) => userId).sort());
    for (const entry of entries)
      expect(entry).toMatchObject({
        actor_kind: 'staff',
        credential: 'session',
        network: '127.0.0.1',
        action: 'identity.profile-changed',
      });
  });

  it('refuses forms in the language of each reader, also of several at once', async () => {
    const [one, two] = await Promise.all([signedInMember(portal), signedInMember(portal)]);
    const german = await signedInMember(portal, { locale: 'de' });
    for (const { userId } of [one, two, german]) await freshProof(portal, userId, 'change-username');
    await one.api.put('/api/v1/me/username', { username: 'taken_1' });
    const refused = async ({ visitor }: typeof one) => {
      await visitor.get('/account/username');
      return (await visitor.post('/account/username', { username: 'taken_1' })).html;
    };
    const pages = await Promise.all([refused(two), refused(german), refused(two), refused(german)]);
    const sentences = ['This username is taken', 'Dieser Benutzername ist vergeben'];
    const shown = pages.map((html) => sentences.filter((sentence) => html.includes(sentence)));
    expect(shown).toEqual([[sentences[0]], [sentences[1]], [sentences[0]], [sentences[1]]]);
  });
});
