import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { day } from '../../../src/kernel/clock.js';
import { FinishErasures } from '../../../src/modules/identity/application/privacy/finish-erasures.js';
import {
  freshProof,
  goodPassword,
  type SignedInMember,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const marker = 'Quetzalcoatl';

describe('my data', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  /** Somebody who left a marker in everything that they can write. */
  async function marked(about: Parameters<typeof signedInMember>[1] = {}): Promise<SignedInMember> {
    const member = await signedInMember(portal, { name: `Ada ${marker}`, ...about });
    await member.api.post('/api/v1/tickets', {
      subject: `=${marker}`,
      body: `I am ${marker}.`,
      kind: 'support',
    });
    await freshProof(portal, member.userId, 'change-username');
    await member.api.put('/api/v1/me/username', { username: `${marker}_${member.userId.slice(-4)}` });
    await portal.settle();
    return member;
  }

  async function exportOf(member: SignedInMember): Promise<Record<string, string>> {
    await freshProof(portal, member.userId, 'export-data');
    const asked = await member.api.post('/api/v1/me/exports');
    expect(asked.status).toBe(202);
    await portal.settle();
    const file = await member.api.get(`/api/v1/me/exports/${asked.body.id}/file`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = unzipSync(new Uint8Array(file.body));
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
  }

  /** Tables that hold the text anywhere. */
  async function tablesWith(text: string): Promise<string[]> {
    const tables = await portal.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'bullmq')`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      if (
        (await portal.sql(`select 1 from ${name} t where t::text ilike $1 limit 1`, [`%${text}%`])).length > 0
      )
        found.push(name);
    return found;
  }

  it('ID-12 packs what is kept of a person as JSON and CSV, without secrets and without others', async () => {
    const other = await signedInMember(portal, { name: 'Foreign Marker' });
    const member = await marked();
    const files = await exportOf(member);
    for (const table of ['identity.user', 'support.ticket', 'support.message', 'platform.audit_entry'])
      expect(Object.keys(files)).toEqual(expect.arrayContaining([`${table}.json`, `${table}.csv`]));
    expect(JSON.parse(files['identity.user.json'] ?? '')).toEqual([
      expect.objectContaining({ id: member.userId, name: `Ada ${marker}`, email: member.email }),
    ]);
    expect(files['support.ticket.csv']).toContain(`"'=${marker}"`);
    expect(files['README.txt']).toContain('JSON');
    const all = Object.values(files).join('\n');
    expect(all).not.toMatch(/argon2|password_hash|token_hash|totp_secret|internal_note/);
    for (const foreign of ['Foreign Marker', other.userId, other.email]) expect(all).not.toContain(foreign);
    expect(portal.mailTo(member.email)?.subject).toContain('Your data');
  });

  it('ID-12 S1.22 gives a copy only after a fresh proof, only to its person, and for 7 days', async () => {
    const [member, other] = [await signedInMember(portal), await signedInMember(portal)];
    expect((await member.api.post('/api/v1/me/exports')).body.code).toBe('step-up-required');
    expect((await member.api.post('/api/v1/me/erase', { name: 'Mira Solberg' })).body.code).toBe(
      'step-up-required',
    );
    await exportOf(member);
    const [copy] = (await member.api.get('/api/v1/me/exports')).body.items;
    const path = `/api/v1/me/exports/${copy.id}/file`;
    expect((await other.api.get(path)).status).toBe(404);
    expect((await member.visitor.get('/account/data')).html).toContain(`/account/data/${copy.id}/file`);
    expect((await other.visitor.get('/account/data')).html).not.toContain(copy.id);
    await portal.sql('update identity.data_export set expires_at = $1 where id = $2', [
      new Date(portal.clock.now().getTime() - day),
      copy.id,
    ]);
    expect((await member.api.get(path)).status).toBe(404);
    await portal.get(FinishErasures).execute();
    expect(await portal.sql('select 1 from identity.data_export where id = $1', [copy.id])).toEqual([]);
  });

  it('ID-12 erases a person everywhere at once, and leaves others alone', async () => {
    const bystander = await signedInMember(portal, { name: 'Bystander Person' });
    const member = await marked();
    await freshProof(portal, member.userId, 'erase-data');
    const rowOf = (id: string) => portal.sql('select * from identity.user where id = $1', [id]);
    const before = await rowOf(bystander.userId);
    expect((await member.api.post('/api/v1/me/erase', { name: 'Somebody Else' })).status).toBe(422);
    expect((await member.api.post('/api/v1/me/erase', { name: `Ada ${marker}` })).status).toBe(204);
    expect((await member.api.get('/api/v1/me')).status).toBe(401);
    expect((await member.visitor.get('/account')).url).toContain('/sign-in');
    const again = await portal
      .api()
      .post('/api/v1/sign-in/password', { login: member.email, password: goodPassword });
    expect(again.status).toBe(401);
    await portal.settle();
    expect(portal.mailTo(member.email)?.subject).toContain('is erased');
    expect(portal.mailTo(member.email)?.text).toContain('tax law');
    portal.clock.advance(day);
    await portal.get(FinishErasures).execute();
    expect(await tablesWith(member.email)).toEqual([]);
    const mine = await portal.sql<{ name: string; username: string | null }>(
      'select name, username, email, password_hash from identity.user where id = $1',
      [member.userId],
    );
    expect(mine).toEqual([{ name: 'Former user', username: null, email: null, password_hash: null }]);
    const said = await portal.sql('select subject from support.ticket where requester_id = $1', [
      member.userId,
    ]);
    expect(said).toEqual([{ subject: 'erased' }]);
    expect(await rowOf(bystander.userId)).toEqual(before);
    const entries = `select 1 from platform.audit_entry where action = 'identity.account-erased' and about_user_id = $1`;
    expect(await portal.sql(entries, [member.userId])).toHaveLength(1);
  });

  it('ID-8 ID-12 lets the last owner of a team go only after a handover', async () => {
    const owner = await signedInMember(portal);
    await signedInMember(portal, { organizationId: owner.organizationId, role: 'reader' });
    await freshProof(portal, owner.userId, 'erase-data');
    const refused = await owner.api.post('/api/v1/me/erase', { name: 'Mira Solberg' });
    expect([refused.status, refused.body.code]).toEqual([409, 'last-owner']);
  });

  it('ID-12 erases on the page once the name is typed, and says what the law keeps', async () => {
    const member = await signedInMember(portal);
    await freshProof(portal, member.userId, 'erase-data');
    const form = await member.visitor.get('/account/data/erase');
    expect(form.html).toContain('tax law');
    expect((await member.visitor.post('/account/data/erase', { name: 'Nobody' })).status).toBe(422);
    const done = await member.visitor.post('/account/data/erase', { name: 'Mira Solberg' });
    expect(done.html).toContain('Your account is erased');
  });

  it('ID-12 S3.41 erases colleagues on both faces, in words about them; their answers stay, unnamed', async () => {
    const member = await signedInMember(portal);
    const request = (await member.api.post('/api/v1/tickets', { subject: 'Grid', body: 'Where?' })).body;
    for (const face of ['api', 'page'] as const) {
      const agent = await signedInStaff(portal, face === 'api' ? 'agent' : 'manager');
      const answer = { body: `Under View, says the ${face}.`, visibility: 'public' };
      await agent.api.post(`/api/v1/staff/tickets/${request.id}/messages`, answer);
      await freshProof(portal, agent.userId, 'erase-data');
      for (const path of ['/account/data', '/account/data/erase']) {
        const { html } = await agent.visitor.get(path);
        expect(html).toContain('Your answers and notes stay with the requests');
        expect(html).not.toMatch(/tax law|addresses, messages/);
      }
      const name = 'Tomas Reuter';
      if (face === 'api') expect((await agent.api.post('/api/v1/me/erase', { name })).status).toBe(204);
      else {
        const { html } = await agent.visitor.post('/account/data/erase', { name });
        expect([html.includes('account is erased'), html.includes('tax law')]).toEqual([true, false]);
      }
      await portal.settle();
      const { text = '' } = portal.mailTo(agent.email) ?? {};
      expect([text.includes('Your answers and notes stay'), text.includes('tax law')]).toEqual([true, false]);
      expect((await agent.api.get('/api/v1/staff/tickets')).status).toBe(401);
      const { html } = await member.visitor.get(`/requests/${request.id}`);
      for (const words of [answer.body, 'Former user']) expect(html).toContain(words);
      expect(html).not.toContain(name);
    }
  });

  it('ID-12 keeps the last administrator, also when two erase themselves at once', async () => {
    const role = 'administrator';
    const both = [await signedInStaff(portal, role), await signedInStaff(portal, role)] as const;
    for (const { userId } of both) await freshProof(portal, userId, 'erase-data');
    const name = 'Tomas Reuter';
    const answers = await Promise.all(both.map(({ api }) => api.post('/api/v1/me/erase', { name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const last = both[answers.findIndex(({ status }) => status === 409)] ?? both[0];
    expect((await last.api.post('/api/v1/me/erase', { name })).body.code).toBe('last-administrator');
    await last.visitor.get('/account/data/erase');
    const { html } = await last.visitor.post('/account/data/erase', { name });
    expect(html).toContain('This is the last administrator.');
    expect((await last.api.get('/api/v1/me')).status).toBe(200);
  });

  it('ID-9 ID-12 erases with a person the accounts that became part of theirs', async () => {
    const [member, holder] = [await signedInMember(portal), await signedInMember(portal)];
    const merged = `update identity.user set merged_into = $1, phone = '+47 22 00 11 22' where id = $2`;
    await portal.sql(merged, [member.userId, holder.userId]);
    await freshProof(portal, member.userId, 'erase-data');
    expect((await member.api.post('/api/v1/me/erase', { name: 'Mira Solberg' })).status).toBe(204);
    const left = await portal.sql('select name, phone from identity.user where id = $1', [holder.userId]);
    expect(left).toEqual([{ name: 'Former user', phone: null }]);
  });
});
