import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignedInPerson, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aProduct } from './shop.js';

let portal: Portal;
let manager: SignedInPerson;
let productId: string;

beforeAll(async () => {
  portal = await startPortal();
  manager = await signedInStaff(portal, 'administrator');
  productId = await aProduct(portal);
});

afterAll(() => portal.close());

/** More than other forms may carry. */
const large = 27 * 1024 * 1024;

const draftFields = (version: string) => ({
  productId,
  version,
  channel: 'stable',
  title: 'Spring release',
  notesMarkdown: '## New\n\nFaster.',
});

function uploadOf(name: string, fields: Record<string, string> = {}, bytes = 1_000): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries({
    platform: 'linux',
    architecture: 'x64',
    type: 'archive',
    ...fields,
  })) {
    form.set(key, value);
  }
  form.set('file', new Blob([Buffer.alloc(bytes, 7)]), name);
  return form;
}

describe('DL-1 staff publish releases', () => {
  it('draft, upload, publish and withdraw, each step on a page', async () => {
    const { visitor } = manager;
    await visitor.get('/admin/releases/new');
    const created = await visitor.post('/admin/releases', draftFields('2.0.0'));
    expect(created.status).toBe(200);
    expect(created.html).toContain('The draft is saved');
    const path = created.url;

    const tooEarly = await visitor.post(`${path}/publish`, { percent: '100' });
    expect(tooEarly.status).toBe(422);
    expect(tooEarly.html).toContain('This release has no files');

    const attached = await visitor.post(
      `${path}/artifacts`,
      uploadOf('C:\\fakepath\\tool.tar.gz', {}, large),
    );
    expect(attached.status).toBe(200);
    expect(attached.html).toContain('tool.tar.gz');
    expect(attached.html).not.toContain('fakepath');
    const again = await visitor.post(`${path}/artifacts`, uploadOf('TOOL.tar.gz'));
    expect(again.status).toBe(422);
    expect(again.html).toContain('This release has a file of this name');

    expect((await visitor.post(`${path}/publish`, { percent: '100' })).html).toContain(
      'The release is published',
    );
    expect((await visitor.post(`${path}/artifacts`, uploadOf('late.zip'))).status).toBe(422);
    expect((await visitor.post(`${path}/yank`, { reason: '' })).status).toBe(422);
    expect((await visitor.post(`${path}/yank`, { reason: 'It loses files.' })).html).toContain('withdrawn');
    expect((await visitor.get('/admin/releases')).html).toContain('2.0.0');

    const events = await portal.sql<{ name: string }>(
      `select name from platform.outbox where name like 'downloads.%' order by sequence`,
    );
    expect(events.map(({ name }) => name)).toEqual([
      'downloads.release-published',
      'downloads.release-yanked',
    ]);
    const files = await portal.sql('select size_bytes::int as size from downloads.artifact');
    expect(files).toEqual([{ size: large }]);
  });

  it.each([
    ['a version that is none', { version: 'two' }, 'Write the version like 2.4.1'],
    [
      'a product that is not sold',
      { productId: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11' },
      'Choose one of the products',
    ],
    ['no title', { title: ' ' }, 'Enter the title'],
    ['an unknown channel', { channel: 'nightly' }, 'Choose stable or beta'],
  ])('refuse %s and keep what was typed', async (_, wrong, message) => {
    await manager.visitor.get('/admin/releases/new');
    const answer = await manager.visitor.post('/admin/releases', { ...draftFields('7.0.0'), ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(message);
    expect(answer.html).toContain('Faster.');
  });

  it('refuse a second release of one version, also when both arrive at once', async () => {
    await manager.visitor.get('/admin/releases/new');
    const answers = await Promise.all(
      [1, 2, 3].map(() => manager.visitor.post('/admin/releases', draftFields('8.0'))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  });

  it('refuse a wrong upload without keeping its bytes', async () => {
    await manager.visitor.get('/admin/releases/new');
    const { url } = await manager.visitor.post('/admin/releases', draftFields('9.0.0'));
    const wrong = await manager.visitor.post(`${url}/artifacts`, uploadOf('a.zip', { platform: 'amiga' }));
    expect(wrong.status).toBe(422);
    const nothing = new FormData();
    nothing.set('platform', 'linux');
    expect((await manager.visitor.post(`${url}/artifacts`, nothing)).status).toBe(422);
    expect((await manager.visitor.post(`${url}/artifacts`, { platform: 'linux' })).status).toBe(422);
    const missing = `/admin/releases/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11/artifacts`;
    expect((await manager.visitor.post(missing, uploadOf('a.zip'))).status).toBeGreaterThanOrEqual(400);
  });

  it('keep customers out', async () => {
    const { visitor } = await signedInMember(portal);
    expect((await visitor.get('/admin/releases')).status).toBe(403);
    expect((await visitor.post('/admin/releases', draftFields('1.0.0'))).status).toBe(403);
  });
});
