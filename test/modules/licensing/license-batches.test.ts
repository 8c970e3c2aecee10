import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM, RequestContext } from '@mikro-orm/core';
import { day } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { RegisterOrganization } from '../../../src/modules/identity/application/organizations/register-organization.js';
import { ChangeBatch } from '../../../src/modules/licensing/application/bulk/change-batch.js';
import { IssueBatch } from '../../../src/modules/licensing/application/bulk/issue-batch.js';
import { TidyBatches } from '../../../src/modules/licensing/application/bulk/tidy-batches.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Acting, ActingAs } from '../orders/acting-as.js';
import { defineLumen } from '../orders/lumen.js';

let portal: Portal;
let acting: ActingAs;
let staff: Acting;
let fjord: OrganizationId;

const register = (name: string) => portal.get(RegisterOrganization).execute({ name });

beforeAll(async () => {
  portal = await startPortal();
  acting = new ActingAs(portal);
  staff = acting.staff(['staff.licenses']);
  await defineLumen(portal, { validityMonths: 12 });
  fjord = await register('Fjord Instruments');
  await register('Twins');
  await register('twins');
  await register('=HYPERLINK("https://evil.example")');
});

afterAll(() => portal?.close());

const upload = (csv: string | Uint8Array<ArrayBuffer>, reason = 'Partner program', action?: string) => {
  const form = new FormData();
  if (action) form.set('action', action);
  form.set('reason', reason);
  form.set('csv', new Blob([csv], { type: 'text/csv' }), 'licenses.csv');
  return form;
};
const bring = (csv: string | Uint8Array<ArrayBuffer>) =>
  staff.api.post('/api/v1/staff/license-batches', upload(csv));
const path = (id: string) => `/api/v1/staff/license-batches/${id}`;
const linesFor = (organization: string, count: number) =>
  `organization,sku,reference\n${Array.from({ length: count }, (_, place) => `${organization},LUMEN,r${place}`).join('\n')}\n`;
const inContext = <T>(work: () => Promise<T>) => RequestContext.create(portal.get(MikroORM).em, work);
const issuedTo = (organizationId: string) =>
  portal.sql<{ id: string }>('select id from licensing.license where organization_id = $1', [organizationId]);

describe('issuing licenses from a file', () => {
  it('LI-9 names the line, the column and the remedy of every problem, and issues nothing', async () => {
    const before = await issuedTo(fjord);
    const { status, body } = await bring(
      [
        'organization;sku;expires_on;color',
        'Nobody Ltd;LUMEN;;',
        'Twins;LUMEN;;',
        ';GLOW;2020-01-01;',
        `${newId()};;31.12.2030;red`,
        'fjord instruments;LUMEN;2030-01-31;',
      ].join('\r\n'),
    );
    expect([status, body.status, body.lines, body.problemCount]).toEqual([201, 'faulty', 5, 9]);
    // Nothing of the lines is kept, of the good one neither.
    expect(body.skus).toEqual([]);
    const told = body.problems.map(
      (one: Record<string, unknown>) => `${one.line} ${one.column}: ${one.message}`,
    );
    expect(told).toEqual([
      '1 color: Use the columns organization, sku, expires_on and reference.',
      '2 organization: No organization has this name or id.',
      '3 organization: Several organizations have this name; write the id instead.',
      '4 organization: Write the organization, by its name or its id.',
      '4 sku: No product and no edition has this code.',
      '4 expires_on: Use a day that is still to come.',
      '5 organization: No organization has this name or id.',
      '5 sku: Write the code of a product or an edition.',
      '5 expires_on: Use a date like 2027-11-20.',
    ]);
    const run = await staff.api.post(`${path(body.id)}/run`);
    expect([run.status, run.body.code]).toEqual([409, 'license-batch-faulty']);
    const page = await staff.pages.get(`/admin/licenses/batches/${body.id}`);
    expect(page.html).toContain('Several organizations have this name');
    expect(page.html).not.toContain('/run"');
    await portal.settle();
    expect(await issuedTo(fjord)).toEqual(before);
  });

  it.each([
    ['no CSV at all', 'sku,organization\n"LUMEN,x\n', 'from line'],
    ['no names of columns', 'LUMEN,Fjord Instruments\nLUMEN,Fjord Instruments', 'must name the columns'],
    ['nothing below them', 'organization,sku\n\n', 'no line below'],
    ['too many lines', linesFor('x', 10_001), 'at most 10,000 lines'],
    ['an empty file', '', 'Choose a CSV file.'],
  ])('LI-9 refuses %s, naming the file', async (_, csv, message) => {
    const { status, body } = await bring(csv);
    expect([status, body.errors[0].message]).toEqual([422, expect.stringContaining(message)]);
    await staff.pages.get('/admin/licenses/batches');
    const page = await staff.pages.post('/admin/licenses/batches', upload(csv));
    expect([page.status, page.html.includes(message)]).toEqual([422, true]);
    expect(page.html).toContain('Partner program');
  });

  it('LI-9 refuses what is not UTF-8, not a file and too large', async () => {
    const latin = Uint8Array.from(Buffer.from('organization,sku\nM\xfcller,LUMEN\n', 'latin1'));
    expect((await bring(latin)).body.errors[0].message).toContain('UTF-8');
    expect((await bring('x'.repeat(5_000_001))).status).toBe(413);
    const { status } = await staff.api.post('/api/v1/staff/license-batches', { csv: 'organization,sku' });
    expect(status).toBe(422);
  });

  it('LI-9 B4 refuses a field that nobody knows, by name', async () => {
    const form = upload(linesFor('Fjord Instruments', 1));
    form.set('dryRun', 'true');
    const { status, body } = await staff.api.post('/api/v1/staff/license-batches', form);
    expect([status, body.errors?.[0].field]).toEqual([422, 'dryRun']);
  });

  it('LI-9 C1 refuses a file with NULs, in the name of a column or in a cell', async () => {
    for (const csv of [
      'organization,sku,re\0f\nFjord Instruments,LUMEN,x\n',
      'organization,sku\nFj\0ord,LUMEN\n',
    ]) {
      const { status, body } = await bring(csv);
      expect([status, body.errors?.[0].message]).toEqual([422, expect.stringContaining('UTF-8')]);
    }
  });

  it('LI-9 does not issue what would be over by the time it is started, and says so', async () => {
    const owner = await register('Late Ltd');
    const end = new Date(portal.clock.now().getTime() + day).toISOString().slice(0, 10);
    const { body } = await bring(`organization,sku,expires_on\nLate Ltd,LUMEN,\nLate Ltd,LUMEN,${end}\n`);
    portal.clock.advance(3 * day);
    const run = await staff.api.post(`${path(body.id)}/run`);
    expect([run.status, run.body.code]).toEqual([409, 'license-batch-too-old']);
    await staff.pages.get(`/admin/licenses/batches/${body.id}`);
    const page = await staff.pages.post(`/admin/licenses/batches/${body.id}/run`);
    expect([page.status, page.html.includes('The license of line 3 would be over by now.')]).toEqual([
      422,
      true,
    ]);
    portal.clock.advance(-3 * day);
    await portal.settle();
    expect(await issuedTo(owner)).toEqual([]);
  });

  it('LI-9 previews, issues one license for each line in the background, and gives the serial numbers back', async () => {
    const bom = '\uFEFForganization,sku,expires_on,reference\n';
    const csv = `${bom}Fjord Instruments,LUMEN,2030-01-31,"desk, left"\n\n${fjord},LUMEN,,\n`;
    await staff.pages.get('/admin/licenses/batches');
    const preview = await staff.pages.post('/admin/licenses/batches', upload(csv));
    expect(preview.html).toContain('Issue 2 licenses');
    const before = (await issuedTo(fjord)).length;
    const running = await staff.pages.post(`${preview.url}/run`);
    expect(running.html).toContain('0 of 2');
    await staff.pages.post(`${preview.url}/run`);
    await portal.settle();
    expect(await issuedTo(fjord)).toHaveLength(before + 2);
    const id = preview.url.split('/').at(-1) ?? '';
    const { body } = await staff.api.get(path(id));
    expect(body).toMatchObject({
      status: 'finished',
      lines: 2,
      action: 'issue',
      done: 2,
      refused: 0,
      skus: [{ sku: 'LUMEN', count: 2 }],
    });
    const { headers, body: result } = await staff.api.get(`${path(id)}/result`);
    expect(headers.get('content-disposition')).toContain('licenses.csv');
    const [head, first, second] = result.toString('utf8').split('\r\n');
    expect(head).toBe(
      '\uFEFF"line","organization","sku","expires_on","reference","serial_number","license_id"',
    );
    expect(first).toMatch(
      /^"2","Fjord Instruments","LUMEN","2030-01-31","desk, left","[0-9A-Z-]{19}","[0-9a-f-]{36}"$/,
    );
    expect(second).toMatch(/^"4","Fjord Instruments","LUMEN","","","[0-9A-Z-]{19}"/);
    const license = await staff.api.get(`/api/v1/staff/licenses/${first?.slice(-37, -1)}`);
    expect(license.body).toMatchObject({
      expiresAt: '2030-01-31T23:59:59.000Z',
      statusReason: 'Partner program',
    });
    const entries = await portal.sql<{ action: string }>(
      `select action from platform.audit_entry where object_id = $1 and action like 'licensing.%' order by at, id`,
      [id],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'licensing.license-batch-prepared',
      'licensing.license-batch-started',
      'licensing.license-batch-exported',
    ]);
  });

  it('LI-9 goes on after a killed worker without issuing a line twice', async () => {
    const owner = await register('Killed Worker Ltd');
    const { body } = await bring(linesFor('Killed Worker Ltd', 45));
    await portal.sql('update licensing.license_batch set started_at = now() where id = $1', [body.id]);
    const worker = portal.get(IssueBatch);
    // Dies after its first transaction, and once more in the middle of one, while another does all lines but its own.
    await inContext(() => worker.issueSome(body.id));
    const [holds, dies] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const dying = inContext(() =>
      worker.em.transactional(async () => {
        await worker.issueSome(body.id);
        holds.resolve();
        await dies.promise;
        throw new Error('The worker is killed.');
      }),
    ).catch(() => undefined);
    await holds.promise;
    await inContext(() => worker.execute(body.id));
    dies.resolve();
    await dying;
    expect((await staff.api.get(path(body.id))).body).toMatchObject({ status: 'running', done: 25 });
    expect(await portal.get(TidyBatches).unfinished()).toContain(body.id);
    // The job of files to change leaves it alone.
    await inContext(() => portal.get(ChangeBatch).execute(body.id));
    const told = await portal.sql(
      `select distinct kind from licensing.license_event e join licensing.license l on l.id = e.license_id
       where l.organization_id = $1`,
      [owner],
    );
    expect(told).toEqual([{ kind: 'license-issued' }]);
    await Promise.all([1, 2].map(() => inContext(() => worker.execute(body.id))));
    await inContext(() => worker.execute(body.id));
    const issued = await issuedTo(owner);
    expect(issued).toHaveLength(45);
    const lines = await portal.sql(
      'select distinct license_id from licensing.license_batch_line where batch_id = $1',
      [body.id],
    );
    expect(lines).toHaveLength(45);
    expect((await staff.api.get(path(body.id))).body).toMatchObject({ status: 'finished', done: 45 });
  });

  it('LI-9 B1 is for staff of licenses only, lists the newest first, and knows no other batch', async () => {
    const { body } = await bring(linesFor('Fjord Instruments', 1));
    const listed = await staff.api.get('/api/v1/staff/license-batches?limit=1');
    expect(listed.body.items).toMatchObject([{ id: body.id, status: 'ready', action: 'issue', done: 0 }]);
    for (const who of [acting.customer(fjord), acting.staff(['staff.orders'])]) {
      expect((await who.api.get(path(body.id))).status).toBe(403);
      expect((await who.api.post(`${path(body.id)}/run`)).status).toBe(403);
      expect((await who.api.get(`${path(body.id)}/result`)).status).toBe(403);
    }
    expect((await staff.api.get(path(newId()))).status).toBe(404);
    expect((await staff.api.get(`${path(newId())}/result`)).status).toBe(404);
  });
});

describe('changing licenses from a file', () => {
  const change = (action: string, csv: string) =>
    staff.api.post('/api/v1/staff/license-batches', upload(csv, 'Spring cleaning', action));
  const licensed = async (count: number): Promise<{ id: string; serialNumber: string }[]> => {
    const given = { organizationId: fjord, sku: 'LUMEN', count, reason: 'Partner' };
    return (await staff.api.post('/api/v1/staff/licenses', given)).body.items;
  };
  const serials = (of: readonly { serialNumber: string }[]) =>
    `serial_number\n${of.map(({ serialNumber }) => serialNumber).join('\n')}\n`;
  const shown = async (id: string) => (await staff.api.get(`/api/v1/staff/licenses/${id}`)).body;
  const carriedOut = async (action: string, csv: string) => {
    const { body } = await change(action, csv);
    expect([body.action, body.status, body.problems]).toEqual([action, 'ready', []]);
    expect((await staff.api.post(`${path(body.id)}/run`)).status).toBe(202);
    await portal.settle();
    return (await staff.api.get(path(body.id))).body;
  };

  it('LI-9 suspends, reinstates and revokes each license of the file once, with the reason and an event', async () => {
    const licenses = await licensed(3);
    const [first] = licenses;
    if (!first) throw new Error('Three licenses were asked for.');
    const typed = licenses.map(({ serialNumber }) => serialNumber.toLowerCase().replaceAll('-', ' '));
    const done = await carriedOut('suspend', `reference;serial_number\n;${typed.join('\na;')}\n`);
    expect(done).toMatchObject({ status: 'finished', lines: 3, done: 3, refused: 0 });
    expect(done.skus).toEqual([{ sku: 'LUMEN', count: 3 }]);
    expect(await shown(first.id)).toMatchObject({ status: 'suspended', statusReason: 'Spring cleaning' });
    await carriedOut('reinstate', serials(licenses));
    expect((await shown(first.id)).status).toBe('active');
    await carriedOut('revoke', serials(licenses));
    const statuses = await portal.sql<{ kinds: string[] }>(
      `select array_agg(kind order by place) as kinds from licensing.license_event
       where license_id = any($1::uuid[]) group by license_id`,
      [licenses.map(({ id }) => id)],
    );
    const chain = ['license-issued', 'license-suspended', 'license-reinstated', 'license-revoked'];
    expect(statuses.map(({ kinds }) => kinds)).toEqual([chain, chain, chain]);
  });

  it('LI-9 extends by the columns that the file has, and leaves the others', async () => {
    const [one, two] = await licensed(2);
    if (!one || !two) throw new Error('Two licenses were asked for.');
    const own = async ({ id }: { id: string }) => {
      const [row] = await portal.sql(
        'select own_installation_limit as machines, granted_features as features from licensing.license where id = $1',
        [id],
      );
      return row;
    };
    await carriedOut('extend', `serial_number,features\n${one.serialNumber},B A\n`);
    const machines = `serial_number,machines\n${one.serialNumber},40\n${two.serialNumber},7\n`;
    await carriedOut('extend', machines);
    expect(await own(one)).toEqual({ machines: 40, features: ['A', 'B'] });
    await carriedOut('extend', `serial_number,machines,features\n${one.serialNumber},,\n`);
    expect([await own(one), await own(two)]).toEqual([
      { machines: null, features: [] },
      { machines: 7, features: [] },
    ]);
  });

  it('LI-9 names what is wrong with each line, and changes nothing', async () => {
    const [active, suspended, revoked] = await licensed(3);
    if (!active || !suspended || !revoked) throw new Error('Three licenses were asked for.');
    await staff.api.post(`/api/v1/staff/licenses/${suspended.id}/suspend`, { reason: 'Unpaid' });
    await staff.api.post(`/api/v1/staff/licenses/${revoked.id}/revoke`, { reason: 'Fraud' });
    const told = async (action: string, lines: readonly string[]) => {
      const { status, body } = await change(action, lines.join('\n'));
      expect([status, body.status]).toEqual([201, 'faulty']);
      expect((await staff.api.post(`${path(body.id)}/run`)).body.code).toBe('license-batch-faulty');
      return body.problems.map((one: Record<string, string>) => `${one.line} ${one.column}: ${one.message}`);
    };
    const { serialNumber } = active;
    const typo = serialNumber.slice(0, -1) + (serialNumber.endsWith('0') ? '1' : '0');
    expect(
      await told('suspend', [
        'serial_number,machines,reference',
        typo,
        `${serialNumber},,`,
        `${serialNumber},,`,
        suspended.serialNumber,
        revoked.serialNumber,
        ',,empty',
        'LK7Q-3M8D-X2PA-9R4T-0000',
      ]),
    ).toEqual([
      '1 machines: Use the columns serial_number and reference.',
      '2 serial_number: This is no serial number; look for a typing error.',
      '4 serial_number: The license is in line 3 already.',
      '5 serial_number: The license is suspended already; take the line out.',
      '6 serial_number: The license is revoked; take the line out.',
      '7 serial_number: Write the serial number of a license.',
      '8 serial_number: This is no serial number; look for a typing error.',
    ]);
    expect(await told('reinstate', ['serial_number', serialNumber])).toEqual([
      '2 serial_number: The license is not suspended; take the line out.',
    ]);
    expect(await told('extend', ['serial_number,machines,features', `${serialNumber},0,a/b`])).toEqual([
      '2 machines: Use a whole number from 1 to 1,000,000, or leave the cell empty.',
      '2 features: Separate codes of features by spaces, of letters, digits, dots, dashes and underscores.',
    ]);
    const { body } = await change('extend', `serial_number\n${serialNumber}\n`);
    expect(body.errors[0].message).toContain('and machines or features');
    expect((await change('delete', serials([active]))).body.errors[0].message).toBe(
      'Choose what to do with the licenses.',
    );
    await portal.settle();
    expect((await shown(active.id)).status).toBe('active');
  });

  it('LI-9 refuses alone a line whose license was changed meanwhile, and says so on the page and in the result', async () => {
    const licenses = await licensed(3);
    const [, second] = licenses;
    await staff.pages.get('/admin/licenses/batches');
    const preview = await staff.pages.post(
      '/admin/licenses/batches',
      upload(serials(licenses), 'Not paid', 'revoke'),
    );
    expect(preview.html).toContain('Revoke 3 licenses');
    expect(preview.html).toContain('A revoked license never works again.');
    await staff.api.post(`/api/v1/staff/licenses/${second?.id}/revoke`, { reason: 'Fraud' });
    await staff.pages.post(`${preview.url}/run`);
    await portal.settle();
    const page = await staff.pages.get(preview.url.replace(/^https?:\/\/[^/]+/, ''));
    expect(page.html).toContain('3 of 3');
    expect(page.html).toContain('1 line was refused');
    const { body } = await staff.api.get(`${path(preview.url.split('/').at(-1) ?? '')}/result`);
    const [head, ...lines] = body.toString('utf8').trim().split('\r\n');
    expect(head).toContain('"result","problem","license_id"');
    expect(lines.map((line: string) => line.split(',').slice(-3, -1).join())).toEqual([
      '"done",""',
      '"refused","A license that is revoked cannot become revoked."',
      '"done",""',
    ]);
    expect(await shown(second?.id ?? '')).toMatchObject({ status: 'revoked', statusReason: 'Fraud' });
  });

  it('LI-9 a worker does nothing of a file that nobody started', async () => {
    const owner = await register('Not Started Ltd');
    const licenses = await licensed(1);
    const issuing = await bring(linesFor('Not Started Ltd', 2));
    const revoking = await change('revoke', serials(licenses));
    for (const { body } of [issuing, revoking]) {
      await inContext(() => portal.get(IssueBatch).execute(body.id));
      await inContext(() => portal.get(ChangeBatch).execute(body.id));
      expect(await portal.get(TidyBatches).unfinished()).not.toContain(body.id);
      expect((await staff.api.get(path(body.id))).body).toMatchObject({ status: 'ready', done: 0 });
    }
    expect(await issuedTo(owner)).toEqual([]);
    expect((await shown(licenses[0]?.id ?? '')).status).toBe('active');
  });

  it('LI-9 goes on after a killed worker, and changes each license once', async () => {
    const licenses = await licensed(6);
    const { body } = await change('suspend', serials(licenses));
    await portal.sql('update licensing.license_batch set started_at = now() where id = $1', [body.id]);
    const worker = portal.get(ChangeBatch);
    await inContext(() => worker.changeNext(body.id));
    await inContext(() =>
      worker.em.transactional(async () => {
        await worker.changeNext(body.id);
        throw new Error('The worker is killed.');
      }),
    ).catch(() => undefined);
    expect((await staff.api.get(path(body.id))).body).toMatchObject({ status: 'running', done: 1 });
    // The job of files to issue leaves it alone.
    await inContext(() => portal.get(IssueBatch).execute(body.id));
    await Promise.all([1, 2].map(() => inContext(() => worker.execute(body.id))));
    const end = (await staff.api.get(path(body.id))).body;
    expect(end).toMatchObject({ status: 'finished', done: 6, refused: 0 });
    const [events] = await portal.sql(
      `select count(*)::int as facts, count(distinct license_id)::int as licenses from licensing.license_event
       where license_id = any($1::uuid[]) and kind = 'license-suspended'`,
      [licenses.map(({ id }) => id)],
    );
    expect(events).toEqual({ facts: 6, licenses: 6 });
  });
});

describe('files that came long ago', () => {
  it('LI-9 are forgotten after 90 days, but none whose lines are still carried out', async () => {
    const owner = await register('Archive Ltd');
    const [ready, finished, running, young] = await Promise.all(
      Array.from({ length: 4 }, async () => (await bring(linesFor('Archive Ltd', 1))).body.id as string),
    );
    if (!ready || !finished || !running || !young) throw new Error('Four files were brought.');
    await staff.api.post(`${path(finished)}/run`);
    await portal.settle();
    const old = [ready, finished, running];
    await portal.sql('update licensing.license_batch set created_at = $1 where id = any($2::uuid[])', [
      new Date(portal.clock.now().getTime() - 91 * day),
      old,
    ]);
    // Its worker is gone, and the next one did not come yet.
    await portal.sql('update licensing.license_batch set started_at = now() where id = $1', [running]);
    await inContext(() => portal.get(TidyBatches).forgetOld());
    const statuses = [ready, finished, running, young].map(
      async (id) => (await staff.api.get(path(id))).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 404, 200, 200]);
    expect((await staff.pages.get(`/admin/licenses/batches/${finished}`)).status).toBe(404);
    expect(await issuedTo(owner)).toHaveLength(1);
    await inContext(() => portal.get(IssueBatch).execute(running));
    expect(await issuedTo(owner)).toHaveLength(2);
  });
});

describe('exporting licenses', () => {
  it('LI-9 writes what the search finds, with no cell that a spreadsheet would run', async () => {
    const owner = await register('=1+1 Formula Ltd');
    await bring(linesFor('=1+1 Formula Ltd', 1)).then(({ body }) => staff.api.post(`${path(body.id)}/run`));
    await portal.settle();
    const query = `?organizationId=${owner}&status=active`;
    const { status, headers, body } = await staff.api.get(`/api/v1/staff/licenses/export${query}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('cache-control')).toContain('no-store');
    const [head, line, rest] = body.toString('utf8').split('\r\n');
    expect(head).toContain('"serial_number","organization"');
    expect(line).toContain(`"'=1+1 Formula Ltd","${owner}","LUMEN","Lumen Studio","active"`);
    expect(rest).toBe('');
    const page = await staff.pages.get(`/admin/licenses${query}`);
    expect(page.html).toContain(`/admin/licenses/export?`);
    const same = await staff.pages.bytes(`/admin/licenses/export${query}`);
    expect(same.bytes.toString('utf8')).toBe(body.toString('utf8'));
    const [entry] = await portal.sql<{ details: object }>(
      `select details from platform.audit_entry where action = 'licensing.licenses-exported' limit 1`,
    );
    expect(entry?.details).toEqual({ filters: ['status', 'organizationId'] });
  });

  it('LI-9 writes more than one page of licenses, each once', async () => {
    const owner = await register('Many Exported Ltd');
    await portal.sql(
      `insert into licensing.license (id, serial_number, organization_id, product_id, policy_id, status,
         status_changed_at, issued_at, maintenance_ends_at, granted_features, version)
       select gen_random_uuid(), 'Z' || lpad(n::text, 15, '0'), $1, p.id, p.default_policy_id, 'active', now(), now(),
         now(), '{}', 1 from licensing.product p, generate_series(1, 510) n where p.code = 'LUMEN'`,
      [owner],
    );
    const answer = await staff.api.get(`/api/v1/staff/licenses/export?organizationId=${owner}`);
    const serials = answer.body
      .toString('utf8')
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line: string) => line.split(',')[0]);
    expect([serials.length, new Set(serials).size]).toEqual([510, 510]);
  });

  it('LI-9 B1 refuses customers, staff without the permission and malformed filters', async () => {
    for (const who of [acting.customer(fjord), acting.staff(['staff.orders'])]) {
      expect((await who.api.get('/api/v1/staff/licenses/export')).status).toBe(403);
      expect((await who.pages.bytes('/admin/licenses/export')).status).toBeGreaterThanOrEqual(403);
    }
    expect((await staff.api.get('/api/v1/staff/licenses/export?status=x')).status).toBe(422);
  });
});

describe('files and exports without end', () => {
  it('LI-9 are refused on both faces, and to nobody else', async () => {
    const busy = acting.staff(['staff.licenses']);
    const csv = linesFor('Nobody Ltd', 1);
    const times = async (count: number, work: () => Promise<{ readonly status: number }>) =>
      (await Promise.all(Array.from({ length: count }, work))).map(({ status }) => status).sort();
    const bringing = () => busy.api.post('/api/v1/staff/license-batches', upload(csv));
    expect(await times(61, bringing)).toEqual([...Array(60).fill(201), 429]);
    await busy.pages.get('/admin/licenses/batches');
    expect((await busy.pages.post('/admin/licenses/batches', upload(csv))).status).toBe(429);
    expect((await bring(csv)).status).toBe(201);
    const query = `?organizationId=${newId()}`;
    const exporting = () => busy.api.get(`/api/v1/staff/licenses/export${query}`);
    expect(await times(31, exporting)).toEqual([...Array(30).fill(200), 429]);
    expect((await busy.pages.bytes(`/admin/licenses/export${query}`)).status).toBe(429);
    expect((await staff.api.get(`/api/v1/staff/licenses/export${query}`)).status).toBe(200);
  });
});
