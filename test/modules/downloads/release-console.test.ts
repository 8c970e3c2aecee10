import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignedInPerson, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aProduct, aRelease } from './shop.js';

let portal: Portal;
let manager: SignedInPerson;
let productId: string;

const releases = '/api/v1/staff/releases';

beforeAll(async () => {
  portal = await startPortal();
  manager = await signedInStaff(portal, 'administrator');
  productId = await aProduct(portal);
});

afterAll(() => portal.close());

const facts = { version: '2.0.0', title: 'Spring', notesMarkdown: '## New', breakingChanges: '' };

async function aDraft(version: string): Promise<string> {
  const answer = await manager.api.post(releases, { productId, ...facts, version });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const shown = async (id: string) => (await manager.api.get(`${releases}/${id}`)).body;

function aFile(name = 'tool.zip'): FormData {
  const form = new FormData();
  for (const [field, value] of [
    ['platform', 'linux'],
    ['architecture', 'x64'],
    ['type', 'archive'],
  ] as const)
    form.set(field, value);
  form.set('file', new Blob(['bytes']), name);
  return form;
}

const entries = (objectId: string) =>
  portal.sql<{ action: string }>('select action from platform.audit_entry where object_id = $1 order by id', [
    objectId,
  ]);

describe('DL-1 a draft over the API', () => {
  it('is made, filled, changed, published in part, held and withdrawn', async () => {
    const id = await aDraft('2.0.0');
    const file = await manager.api.post(`${releases}/${id}/artifacts`, aFile());
    expect(file.status).toBe(201);
    const edited = await manager.api.put(
      `${releases}/${id}`,
      { ...facts, version: '2.0.1', required: true, minimumVersion: '1.4' },
      { 'if-match': `"${(await shown(id)).revision}"` },
    );
    expect(edited.status).toBe(200);
    expect(await shown(id)).toMatchObject({
      version: '2.0.1',
      required: true,
      minimumVersion: '1.4.0',
      revision: edited.body.revision,
    });
    const published = await manager.api.post(`${releases}/${id}/publish`, { percent: 10 });
    expect(published.body).toMatchObject({ status: 'published', rolloutPercent: 10 });
    expect(published.body.artifacts[0].signature).toMatch(/^[\w+/]{86}==$/);
    expect((await manager.api.put(`${releases}/${id}/rollout`, { percent: 101 })).status).toBe(422);
    expect((await manager.api.put(`${releases}/${id}/rollout`, { percent: 50 })).body.rolloutPercent).toBe(
      50,
    );
    expect((await manager.api.post(`${releases}/${id}/halt`, {})).status).toBe(422);
    const halted = await manager.api.post(`${releases}/${id}/halt`, { reason: 'It may crash.' });
    expect(halted.body).toMatchObject({ haltReason: 'It may crash.' });
    expect((await manager.api.post(`${releases}/${id}/resume`)).body.haltedAt).toBeNull();
    const yanked = await manager.api.post(`${releases}/${id}/yank`, { reason: 'It crashes.' });
    expect(yanked.body).toMatchObject({ status: 'yanked', yankReason: 'It crashes.' });
    expect((await manager.api.put(`${releases}/${id}/rollout`, { percent: 5 })).status).toBe(409);
    expect((await entries(id)).map(({ action }) => action)).toEqual([
      'downloads.file-attached',
      'downloads.release-edited',
      'downloads.release-published',
      'downloads.rollout-changed',
      'downloads.release-halted',
      'downloads.release-resumed',
      'downloads.release-yanked',
    ]);
  });

  it('D3 refuses the second of two editors and keeps what the first wrote', async () => {
    const id = await aDraft('3.0.0');
    const match = { 'if-match': `"${(await shown(id)).revision}"` };
    const body = { ...facts, version: '3.0.0' };
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((title) => manager.api.put(`${releases}/${id}`, { ...body, title }, match)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({
      code: 'release-changed-meanwhile',
      revision: (await shown(id)).revision,
    });
    expect((await manager.api.put(`${releases}/${id}`, body)).status).toBe(422);
  });

  it('keeps its version from another one, and gives a free one', async () => {
    await aDraft('4.0.0');
    const id = await aDraft('4.1.0');
    const match = { 'if-match': '"1"' };
    const taken = await manager.api.put(`${releases}/${id}`, { ...facts, version: '4.0' }, match);
    expect(taken.body.code).toBe('version-taken');
    const wrong = await manager.api.put(`${releases}/${id}`, { ...facts, minimumVersion: 'old' }, match);
    expect(wrong.body.errors[0].field).toBe('minimumVersion');
  });

  it('is made once, however often a script sends it', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { productId, ...facts, version: '5.0.0' };
    const answers = await Promise.all([1, 2, 3].map(() => manager.api.post(releases, body, key)));
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
  });

  it('goes with its files; a published release stays and only its words change', async () => {
    const id = await aDraft('6.0.0');
    const { body: file } = await manager.api.post(`${releases}/${id}/artifacts`, aFile());
    await manager.api.post(`${releases}/${id}/artifacts`, aFile('other.zip'));
    expect((await manager.api.delete(`${releases}/${id}/artifacts/${file.id}`)).status).toBe(204);
    expect((await manager.api.delete(`${releases}/${id}/artifacts/${file.id}`)).status).toBe(404);
    expect((await shown(id)).artifacts).toHaveLength(1);
    expect((await manager.api.delete(`${releases}/${id}`)).status).toBe(204);
    expect((await entries(id)).map(({ action }) => action).slice(-2)).toEqual([
      'downloads.file-removed',
      'downloads.draft-deleted',
    ]);
    expect((await manager.api.get(`${releases}/${id}`)).status).toBe(404);

    const { releaseId } = await aRelease(portal, productId, {
      version: '6.1.0',
      publishedAt: '2026-01-01T00:00:00Z',
    });
    expect((await manager.api.delete(`${releases}/${releaseId}`)).body.code).toBe('release-status-conflict');
    const match = { 'if-match': `"${(await shown(releaseId)).revision}"` };
    const { title, notesMarkdown } = facts;
    expect((await manager.api.put(`${releases}/${releaseId}`, facts, match)).status).toBe(409);
    const words = { title, notesMarkdown, breakingChanges: 'Needs 4 GB.' };
    expect((await manager.api.put(`${releases}/${releaseId}/words`, words, match)).status).toBe(200);
    expect(await shown(releaseId)).toMatchObject(words);
    expect((await entries(releaseId)).at(-1)).toMatchObject({ action: 'downloads.release-described' });
  });

  it('B2 is for staff who may: agents and customers are refused', async () => {
    const id = await aDraft('6.5.0');
    for (const { api } of [await signedInStaff(portal, 'agent'), await signedInMember(portal)]) {
      expect((await api.get(releases)).status).toBe(403);
      expect((await api.post(releases, { productId, ...facts })).status).toBe(403);
      expect((await api.post(`${releases}/${id}/publish`)).status).toBe(403);
    }
  });
});

describe('DL-1 a draft on pages', () => {
  const typed = { ...facts, revision: '1', channel: 'beta' };

  it('is previewed without being saved, and without an entry in the audit log', async () => {
    const { visitor } = manager;
    const id = await aDraft('7.0.0');
    await visitor.get(`/admin/releases/${id}/edit`);
    const before = await entries(id);
    const draft = { ...typed, version: 'not yet', notesMarkdown: '**bold** <script>x()</script>' };
    const preview = await visitor.post(`/admin/releases/${id}/preview`, draft);
    expect(preview.status).toBe(200);
    expect(preview.html).toContain('<strong>bold</strong>');
    expect(preview.html).not.toContain('<script>x()');
    expect(preview.html).toContain('value="not yet"');
    expect(await entries(id)).toEqual(before);
    await visitor.get('/admin/releases/new');
    expect((await visitor.post('/admin/releases/preview', { notesMarkdown: '- a' })).html).toContain('<li>a');
  });

  it('D3 shows what somebody else saved meanwhile, beside what was typed', async () => {
    const { visitor } = manager;
    const id = await aDraft('8.0.0');
    await visitor.get(`/admin/releases/${id}/edit`);
    const draft = { ...typed, version: '8.0.0' };
    const first = await visitor.post(`/admin/releases/${id}/edit`, { ...draft, title: 'First' });
    expect(first.html).toContain('The release is saved');
    const second = await visitor.post(`/admin/releases/${id}/edit`, { ...draft, title: 'Second' });
    expect(second.status).toBe(422);
    expect(second.html).toContain('First');
    expect(second.html).toContain('value="Second"');
    const again = await visitor.post(`/admin/releases/${id}/edit`, {
      ...draft,
      title: 'Second',
      revision: '2',
    });
    expect(again.html).toContain('The release is saved');
  });

  it('is published in part, halted, handed out again; its words are corrected', async () => {
    const { visitor } = manager;
    const id = await aDraft('9.0.0');
    const path = `/admin/releases/${id}`;
    await manager.api.post(`${releases}/${id}/artifacts`, aFile());
    await visitor.get(path);
    expect((await visitor.post(`${path}/publish`, { percent: '1000' })).status).toBe(422);
    expect((await visitor.post(`${path}/publish`, { percent: '25' })).html).toContain('25 of 100');
    expect((await visitor.post(`${path}/rollout`, { percent: '60' })).html).toContain('60 of 100');
    expect((await visitor.post(`${path}/halt`, { reason: ' ' })).html).toContain('#f-halt-reason');
    expect((await visitor.post(`${path}/halt`, { reason: 'Looks odd.' })).html).toContain('Looks odd.');
    expect((await visitor.post(`${path}/resume`)).html).toContain('handed out again');
    const words = { revision: String((await shown(id)).revision), title: 'Summer', notesMarkdown: 'Mended' };
    expect((await visitor.post(`${path}/words`, words)).html).toContain('Mended');
    expect((await visitor.post(`${path}/delete`)).status).toBe(422);
  });

  it('is deleted after one question that names it', async () => {
    const { visitor } = manager;
    const id = await aDraft('10.0.0');
    expect((await visitor.get(`/admin/releases/${id}/delete`)).html).toContain('10.0.0 goes with');
    const answer = await visitor.post(`/admin/releases/${id}/delete`);
    expect(answer.html).toContain('The draft is deleted');
    expect((await visitor.get(`/admin/releases/${id}`)).status).toBe(404);
  });
});
