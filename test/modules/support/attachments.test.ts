import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { PageClient } from '../../harness/clients.js';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf, file, formOf, pixel } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let stranger: SignedInMember;
let customer: PageClient;

const tooLarge = Buffer.alloc(26_214_400 + 1, 'log line\n');
const program = Buffer.from('4d5a90000300000004000000ffff0000b8000000', 'hex');

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  stranger = await signedInMember(portal);
  customer = await browserOf(portal, member);
});

afterAll(() => portal.close());

const upload = (who: SignedInMember, id: string, form: FormData) =>
  who.api.post(`/api/v1/tickets/${id}/attachments`, form);

const stored = async () => (await portal.sql<{ id: string }>('select id from support.attachment')).length;

describe('files of a request', () => {
  it('S3.46 SU-6 arrive with the form that opens it, and come back byte by byte', async () => {
    await customer.get('/requests/new');
    const form = formOf({ subject: 'See the picture', body: 'B' }, [
      file('Bild ä.png', pixel),
      file('', Buffer.alloc(0)),
    ]);
    const shown = await customer.post('/requests', form);
    expect(shown.status).toBe(200);
    const href =
      /href="(\/requests\/[^"]+\/attachments\/[^"]+)"[^>]*rel="noopener"/.exec(shown.html)?.[1] ?? '';
    expect(shown.html).toContain(`src="${href}/preview"`);
    const answer = await customer.bytes(href);
    expect(answer.bytes.equals(pixel)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="Bild _.png"; filename*=UTF-8''Bild%20%C3%A4.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('SU-6 C4 are shown as pictures that were drawn anew, to whoever may read the request', async () => {
    const photo = await sharp({ create: { width: 2_400, height: 1_200, channels: 3, background: 'teal' } })
      .withExif({ IFD0: { Copyright: 'taken at the secret heronry' } })
      .jpeg()
      .toBuffer();
    const bytes = Buffer.concat([photo, Buffer.from('<script>alert(1)</script>')]);
    const { id } = await aTicket(member);
    const broken = photo.subarray(0, photo.length / 2);
    const files = [file('a.jpg', bytes), file('b.jpg', broken), file('c.log', Buffer.from('09:00 started'))];
    const { items } = (await upload(member, id, formOf({}, files))).body;
    const [whole, damaged, text] = items.map(
      (item: { id: string }) => `/requests/${id}/attachments/${item.id}/preview`,
    );
    const shown = await customer.bytes(whole);
    expect(shown.headers.get('content-type')).toBe('image/webp');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(await sharp(shown.bytes).metadata()).toMatchObject({ width: 960, height: 480 });
    expect(bytes.includes('heronry')).toBe(true);
    expect(shown.bytes.includes('heronry')).toBe(false);
    expect(shown.bytes.includes('script')).toBe(false);
    expect((await customer.bytes(damaged)).status).toBe(404);
    expect((await customer.bytes(text)).status).toBe(404);
    const other = await browserOf(portal, stranger);
    expect((await other.bytes(whole)).status).toBe(404);
    const desk = await browserOf(portal, await signedInStaff(portal));
    expect((await desk.bytes(whole.replace('/requests/', '/admin/tickets/'))).bytes).toEqual(shown.bytes);
  });

  it('S3.42 open to members and staff only', async () => {
    const { id } = await aTicket(member);
    const answer = await upload(member, id, formOf({}, [file('a.log', Buffer.from('09:00 started\n'))]));
    expect(answer.status).toBe(201);
    expect(answer.body.items).toMatchObject([
      { fileName: 'a.log', sizeBytes: 14, contentType: 'text/plain; charset=utf-8' },
    ]);
    const [{ id: attachmentId, href }] = answer.body.items;
    expect((await member.api.get(href)).body.toString()).toBe('09:00 started\n');
    expect((await stranger.api.get(href)).status).toBe(404);
    expect((await portal.api().get(href)).status).toBe(401);
    const other = await browserOf(portal, stranger);
    expect((await other.bytes(`/requests/${id}/attachments/${attachmentId}`)).status).toBe(404);
    const own = await aTicket(stranger);
    expect((await stranger.api.get(`/api/v1/tickets/${own.id}/attachments/${attachmentId}`)).status).toBe(
      404,
    );
    const desk = await browserOf(portal, await signedInStaff(portal));
    expect((await desk.bytes(`/admin/tickets/${id}/attachments/${attachmentId}`)).status).toBe(200);
    const { messages } = (await member.api.get(`/api/v1/tickets/${id}`)).body;
    expect(messages[0].attachments).toHaveLength(1);
  });

  it('B2 are not taken for a request of somebody else, and nothing stays', async () => {
    const { id } = await aTicket(member);
    const before = await stored();
    expect((await upload(stranger, id, formOf({}, [file('a.png', pixel)]))).status).toBe(404);
    expect(await stored()).toBe(before);
  });

  it('C5 are refused above 25 MiB with 413 and the reason, on both faces', async () => {
    const { id } = await aTicket(member);
    const before = await stored();
    const answer = await upload(member, id, formOf({}, [file('all.log', tooLarge)]));
    expect(answer).toMatchObject({ status: 413, body: { code: 'attachment-too-large' } });
    expect(answer.body.detail).toContain('25 MiB');
    await customer.get(`/requests/${id}`);
    const form = formOf({ body: 'Typed with care' }, [file('all.log', tooLarge)]);
    const page = await customer.post(`/requests/${id}/messages`, form);
    expect(page.status).toBe(413);
    expect(page.html).toContain('at most 25 MiB');
    expect(page.html).toContain('Typed with care');
    expect(await stored()).toBe(before);
  });

  it('are refused by content, not by name, with 415 and the reason', async () => {
    const { id } = await aTicket(member);
    const answer = await upload(member, id, formOf({}, [file('holiday.png', program)]));
    expect(answer).toMatchObject({ status: 415, body: { code: 'attachment-type-refused' } });
    await customer.get(`/requests/${id}`);
    const form = new FormData();
    form.append('attachments', new Blob([new Uint8Array(program)]), 'setup.exe');
    form.append('attachments', new Blob([new Uint8Array(pixel)]), 'fine.png');
    form.append('body', 'Behind the files');
    const page = await customer.post(`/requests/${id}/messages`, form);
    expect(page.status).toBe(415);
    expect(page.html).toContain('We cannot take setup.exe');
    expect(page.html).toContain('Behind the files');
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.messages).toHaveLength(1);
  });

  it('are at most ten', async () => {
    const { id } = await aTicket(member);
    const eleven = Array.from({ length: 11 }, (_, index) => file(`${index}.png`, pixel));
    const answer = await upload(member, id, formOf({}, eleven));
    expect(answer).toMatchObject({ status: 413, body: { code: 'too-many-attachments' } });
  });

  it('C5 are at most 200 an hour of one person, also without names; what goes beyond is not kept', async () => {
    const busy = await signedInMember(portal);
    const { id } = await aTicket(busy);
    const ten = (name: string) => Array.from({ length: 10 }, () => file(name, pixel));
    for (let round = 0; round < 20; round += 1) {
      const sent = await upload(busy, id, formOf({}, ten(round % 2 === 0 ? '' : 'a.png')));
      expect(sent.status).toBe(201);
    }
    const before = await stored();
    expect((await upload(busy, id, formOf({}, [file('a.png', pixel)]))).status).toBe(429);
    expect(await stored()).toBe(before);
    expect((await busy.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Words go on' })).status).toBe(201);
    expect((await upload(member, (await aTicket(member)).id, formOf({}, ten('b.png')))).status).toBe(201);
  });

  it('C1 C5 answer broken and empty uploads with a 4xx', async () => {
    const { id } = await aTicket(member);
    const path = `/api/v1/tickets/${id}/attachments`;
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    const broken = [
      await member.api.call('POST', path, '--x\r\ncontent-disposition: form-data; name="a"', type),
      await member.api.call('POST', path, '--x--\r\n', type),
      await member.api.call('POST', path, 'nonsense', { 'content-type': 'multipart/form-data' }),
      await member.api.call('POST', path, '{}', {}),
      await upload(member, id, formOf({}, [])),
      await upload(member, id, formOf({ __proto__x: '1' }, [])),
    ];
    for (const { status } of broken) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  });

  it('do not go with internal notes', async () => {
    const { id } = await aTicket(member);
    const desk = await browserOf(portal, await signedInStaff(portal));
    await desk.get(`/admin/tickets/${id}`);
    const form = formOf({ body: 'Note', visibility: 'internal' }, [file('a.png', pixel)]);
    const page = await desk.post(`/admin/tickets/${id}/messages`, form);
    expect(page.status).toBe(422);
    expect(page.html).toContain('Files go with replies only');
  });
});
