import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense, type Licensed } from '../identity/licensed.js';
import { browserOf } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let stranger: SignedInMember;
let agent: SignedInPerson;
let administrator: SignedInPerson;
let bought: Licensed;
let category: { id: string; version: number };

const at = '/api/v1/staff/request-categories';
const fields = [
  { key: 'step', type: 'text', label: { en: 'Last step', de: 'Letzter Schritt' }, required: true },
  { key: 'system', type: 'choice', label: { en: 'System', de: 'System' }, choices: ['Windows', 'Linux'] },
  { key: 'version', type: 'version', label: { en: 'Version', de: 'Version' }, required: true },
  { key: 'since', type: 'date', label: { en: 'Since', de: 'Seit' } },
];
const words = { name: { en: 'Installation', de: 'Installation (de)' }, kind: 'service', fields };

beforeAll(async () => {
  portal = await startPortal();
  bought = await boughtLicense(portal, 'categories@example.com');
  member = await signedInMember(portal, { organizationId: bought.organizationId });
  stranger = await signedInMember(portal, { organizationName: 'Harbor Labs' });
  agent = await signedInStaff(portal);
  administrator = await signedInStaff(portal, 'administrator');
  category = (await administrator.api.post(at, words)).body;
});

afterAll(() => portal.close());

const open = (input: object, by: SignedInMember = member) =>
  by.api.post('/api/v1/tickets', { subject: 'It stops', body: 'B', ...input });

describe('categories of requests', () => {
  it('SU-1 are written by administrators, with a version against two editors', async () => {
    expect((await agent.api.post(at, words)).status).toBe(403);
    expect((await member.api.get(at)).status).toBe(403);
    const { body: made } = await administrator.api.post(at, {
      ...words,
      name: { en: 'Invoice', de: 'Rechnung' },
    });
    const change = (version: number, more: object) =>
      administrator.api.put(`${at}/${made.id}`, { ...words, ...more }, { 'if-match': `"${version}"` });
    expect((await change(made.version, { archived: true })).body).toMatchObject({ archived: true });
    expect((await change(made.version, {})).body).toMatchObject({
      status: 409,
      code: 'category-changed-meanwhile',
    });
    const open = (await member.api.get('/api/v1/ticket-categories')).body.items;
    expect(open.map(({ id }: { id: string }) => id)).toEqual([category.id]);
  });

  it.each([
    ['a choice without values', { fields: [{ ...fields[1], choices: [] }] }, 'fields.0.choices'],
    ['values without a choice', { fields: [{ ...fields[0], choices: ['A'] }] }, 'fields.0.choices'],
    ['one key twice', { fields: [fields[0], fields[0]] }, 'fields'],
    [
      'eleven fields',
      { fields: Array.from({ length: 11 }, (_, n) => ({ ...fields[0], key: `k${n}` })) },
      'fields',
    ],
    ['a key with signs', { fields: [{ ...fields[0], key: 'A b' }] }, 'fields.0.key'],
    ['a kind that is none', { kind: 'order' }, 'kind'],
  ])('SU-1 refuse %s', async (_what, change, field) => {
    const answer = await administrator.api.post(at, { ...words, ...change });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('SU-1 are written on the console’s page, row by row', async () => {
    const browser = await browserOf(portal, administrator);
    expect((await browser.get('/admin/request-categories')).html).toContain('Installation');
    await browser.get('/admin/request-categories/new');
    const rows = {
      labelEn0: 'Größe',
      type0: 'choice',
      choices0: 'Small, Large',
      required0: 'true',
      labelEn2: 'Size',
    };
    const form = { nameEn: 'Printing', nameDe: 'Drucken', kind: 'support', ...rows };
    const refused = await browser.post('/admin/request-categories', { ...form, choices0: '' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="Größe"');
    // The row that is at fault, though one above it is empty.
    const { labelEn0, type0, choices0: _, ...others } = form;
    const lower = { ...others, labelEn1: labelEn0, type1: type0, choices1: '' };
    const { html } = await browser.post('/admin/request-categories', lower);
    expect(html).toContain('<a href="#f-choices1">Give values to a choice, and to nothing else.</a>');
    expect(html).toMatch(/id="f-choices1" [^>]*aria-invalid="true" aria-describedby="f-choices1-error/);
    expect((await browser.post('/admin/request-categories', form)).url).toBe('/admin/request-categories');
    const { items } = (await administrator.api.get(at)).body;
    const made = items.find(({ name }: { name: { en: string } }) => name.en === 'Printing');
    expect(made.fields).toEqual(
      [
        {
          key: 'grosse',
          type: 'choice',
          label: { en: 'Größe', de: 'Größe' },
          required: true,
          choices: ['Small', 'Large'],
        },
        { key: 'size', type: 'text', label: { en: 'Size', de: 'Size' }, required: false, choices: [] },
      ].map((field, index) => (index === 0 ? { ...field, key: made.fields[0].key } : field)),
    );
    const edit = await browser.get(`/admin/request-categories/${made.id}`);
    expect(edit.html).toContain('value="Small, Large"');
    const archived = { ...form, version: String(made.version), archived: 'true' };
    expect((await browser.post(`/admin/request-categories/${made.id}`, archived)).html).toContain('Archived');
    expect((await (await browserOf(portal, agent)).get('/admin/request-categories')).status).toBe(403);
  });
});

describe('a request of a category', () => {
  it('SU-1 says at its field what is wrong, and leads there', async () => {
    const browser = await browserOf(portal, member);
    await browser.get(`/requests/new?category=${category.id}`);
    const form = { subject: 'S', body: 'B', categoryId: category.id, 'fields.version': 'new' };
    const { status, html } = await browser.post('/requests', form);
    expect(status).toBe(422);
    expect(html).toContain('<a href="#f-fields.version">Enter a version like 4.2.0.</a>');
    expect(html).toMatch(
      /id="f-fields.version" [^>]*aria-invalid="true" aria-describedby="f-fields.version-error/,
    );
    expect(html).toContain('<a href="#f-fields.step">Fill in this field.</a>');
  });

  const good = { step: 'Copying files', system: 'Linux', version: '4.2.0', since: '2026-11-01' };

  it('SU-1 carries its fields to customer and agent, and the category decides the kind', async () => {
    const made = await open({ categoryId: category.id, fields: good, licenseId: bought.licenseId });
    expect(made.status).toBe(201);
    const { body } = await member.api.get(`/api/v1/tickets/${made.body.id}`);
    expect(body).toMatchObject({ kind: 'service', version: '4.2.0', category: { name: words.name } });
    expect(body.fields.map(({ key, value }: { key: string; value: string }) => [key, value])).toEqual(
      Object.entries(good),
    );
    const pages = [
      await (await browserOf(portal, member)).get(`/requests/${made.body.id}`),
      await (await browserOf(portal, agent)).get(`/admin/tickets/${made.body.id}`),
    ];
    for (const { html } of pages)
      for (const text of ['Last step', 'Copying files', 'Linux', '4.2.0']) expect(html).toContain(text);
    expect((await stranger.api.get(`/api/v1/tickets/${made.body.id}`)).status).toBe(404);
  });

  it.each([
    ['a missing answer', { ...good, step: '' }, 'fields.step'],
    ['a value that is no choice', { ...good, system: 'Amiga' }, 'fields.system'],
    ['a version that is none', { ...good, version: 'newest' }, 'fields.version'],
    ['a day that is none', { ...good, since: '2026-02-30' }, 'fields.since'],
  ])('SU-1 refuses %s, and names the field', async (_what, answers, field) => {
    const answer = await open({ categoryId: category.id, fields: answers });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((issue: { field: string }) => issue.field)).toEqual([field]);
  });

  it('SU-1 picks product and version for the license, with the version of its newest installation', async () => {
    const { body } = await open({ licenseId: bought.licenseId });
    expect((await member.api.get(`/api/v1/tickets/${body.id}`)).body).toMatchObject({
      ...{ licenseId: bought.licenseId, version: '4.2.0', category: null },
    });
    const browser = await browserOf(portal, member);
    const form = await browser.get(`/requests/new?category=${category.id}&license=${bought.licenseId}`);
    expect(form.html).toMatch(/name="fields.version" value="4.2.0"/);
  });

  it('SU-1 is opened in two steps without JavaScript; what was typed stays after a refusal', async () => {
    const browser = await browserOf(portal, member);
    const step = await browser.get('/requests/new');
    expect(step.html).toContain(
      `/requests/new?category&#x3D;${category.id}`.replace(
        '&#x3D;',
        step.html.includes('category&#x3D;') ? '&#x3D;' : '=',
      ),
    );
    const form = await browser.get(`/requests/new?category=${category.id}`);
    expect(form.html).toContain('Last step');
    expect(form.html).not.toMatch(/<select[^>]*name="kind"/);
    const typed = {
      subject: 'In two steps',
      body: 'B',
      categoryId: category.id,
      'fields.step': 'Unpacking',
      'fields.version': 'x y',
    };
    const refused = await browser.post('/requests', typed);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="Unpacking"');
    expect(refused.html).toContain('Enter a version like 4.2.0.');
    const made = await browser.post('/requests', { ...typed, 'fields.version': '4.1.0' });
    expect(made.url).toMatch(/^\/requests\/[0-9a-f-]{36}$/);
    expect(made.html).toContain('Unpacking');
    // A draft remembers its category.
    await browser.post('/requests/draft', { ...typed, 'fields.step': 'Half typed' });
    expect((await browser.get('/requests/new')).html).toContain('value="Half typed"');
    expect((await browser.get('/requests/new?category=none')).html).toMatch(/name="kind"/);
  });

  it('SU-1 takes no archived category, and none that does not exist', async () => {
    const { body: gone } = await administrator.api.post(at, { ...words, archived: true });
    for (const categoryId of [gone.id, member.userId]) {
      const answer = await open({ categoryId, fields: good });
      expect(answer.body.errors).toMatchObject([{ field: 'categoryId' }]);
    }
  });
});
