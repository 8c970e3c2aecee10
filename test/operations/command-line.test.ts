import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { runCommand } from '../../src/cli/run-command.js';
import { newId } from '../../src/kernel/ids.js';
import { createTestDatabase } from '../harness/database.js';
import { type Ending, endPrograms, Program } from './program.js';
import { query, settings } from './settings.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let empty: string;
let env: Awaited<ReturnType<typeof settings>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  url.pathname = `${url.pathname}_empty`;
  empty = url.href;
  await query(database.url, `create database ${url.pathname.slice(1)}`);
  env = await settings(database.url, { LOG_LEVEL: 'warn' });
});

afterAll(async () => {
  await endPrograms();
  await query(database.url, `drop database ${new URL(empty).pathname.slice(1)} with (force)`);
  await database.drop();
});

/** Runs the command to its end, in a process of its own. */
async function latchkey(
  words: readonly string[],
  environment: Record<string, string> = env,
): Promise<Ending & { readonly output: string }> {
  const program = Program.start(['cli.js', ...words], environment);
  return { ...(await program.ends()), output: program.output };
}

/** The same in this process, which has loaded the application already: elsewhere that alone takes seconds. */
async function typed(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = env,
): Promise<{ readonly code: number; readonly output: string }> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  let output = '';
  const say = (text: string): void => {
    output += `${text}\n`;
  };
  try {
    return { code: await runCommand(words, { print: say, complain: say }), output };
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

describe('The latchkey command', () => {
  it('says what it can do, without any setting', async () => {
    const [help, unknown] = await Promise.all([latchkey(['help'], {}), latchkey(['staff', 'sack'], {})]);
    expect(help).toMatchObject({ code: 0, output: usage });
    expect(unknown).toMatchObject({ code: 2, output: usage });
    for (const words of [['--help'], []])
      expect(await typed(words, {})).toMatchObject({ code: 0, output: usage });
    expect(await typed(['migrat'], {})).toMatchObject({ code: 2, output: usage });
  });

  it('names what is wrong with the settings, and no secret', async () => {
    const { code, output } = await latchkey(['migrate'], { ...env, APP_SECRET: 'hunter2', PUBLIC_URL: '' });
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringMatching(/APP_SECRET[\s\S]*openssl rand/),
    });
    expect(output).toMatch(/PUBLIC_URL is missing/);
    expect(output).not.toMatch(/hunter2|\n\s+at /);
  });

  it('says that no database answers, without a stack and without its password', async () => {
    const unreachable = { ...env, DATABASE_URL: 'postgres://latchkey:hunter2@127.0.0.1:9/latchkey' };
    for (const [words, run] of [
      [['migrate'], typed],
      [['events', 'dead-letters'], latchkey],
    ] as const) {
      const { code, output } = await run(words, unreachable);
      expect({ words, code, output }).toEqual({
        words,
        code: 1,
        output: expect.stringMatching(/DATABASE_URL/),
      });
      expect(output).not.toMatch(/hunter2|\n\s+at /);
    }
  });

  it('migrates an empty database, and is harmless on one with data', async () => {
    const onEmpty = { ...env, DATABASE_URL: empty };
    const first = await latchkey(['migrate'], onEmpty);
    expect(first).toMatchObject({
      code: 0,
      output: expect.stringMatching(/ran Migration[\s\S]*is up to date now/),
    });
    await invite('--email', 'ada@example.com', '--name', 'Ada', '--role', 'agent', onEmpty);
    const before = await contents(empty);
    for (const run of await Promise.all([latchkey(['migrate'], onEmpty), typed(['migrate'], onEmpty)]))
      expect(run).toMatchObject({ code: 0, output: 'The database was up to date.\n' });
    expect(await contents(empty)).toEqual(before);
  });

  it('invites a colleague once, with a link that opens the set-up', async () => {
    const { code, output } = await invite(
      '--email',
      'mara@example.com',
      '--name',
      'Mara',
      '--role',
      'administrator',
    );
    expect(code).toBe(0);
    expect(output).toMatch(new RegExp(`^Set-up link, valid once .*: ${env.PUBLIC_URL}/\\S{20,}\\n$`));
    const web = Program.start(['main.js'], { ...env, LOG_LEVEL: 'info' });
    await web.prints(/web is ready/);
    const link = /https?:\S+/.exec(output)?.[0] ?? '';
    const page = await fetch(link);
    expect({ status: page.status, form: /type="password"/.test(await page.text()) }).toEqual({
      status: 200,
      form: true,
    });
    expect((await web.ends('SIGTERM')).code).toBe(0);
  });

  it('refuses an invitation that is not complete, and says what to give', async () => {
    const role = ['--role', 'agent'];
    const name = ['--name', 'Ada'];
    const email = ['--email', 'ada@example.com'];
    const refusals = [
      [[...email, ...name], /--role.*agent, manager or administrator/],
      [[...email, ...name, '--role', 'king'], /--role.*agent, manager or administrator/],
      [[...email, ...role], /--name/],
      [[...name, ...role], /email/i],
      [['--email', 'nobody', ...name, ...role], /email/i],
      [[...email, ...name, ...role, '--colour', 'red'], /--colour/],
      [[...email, ...name, ...role, 'stray'], /stray/],
    ] as const;
    for (const [words, reason] of refusals) {
      const { code, output } = await invite(...words);
      expect({ words, code, output }).toEqual({ words, code: 1, output: expect.stringMatching(reason) });
      expect(output).not.toMatch(/\n\s+at /);
    }
  });

  it('DL-6 tells which stored files are missing, and removes what nobody needs', async () => {
    expect(await typed(['storage', 'check'])).toEqual({ code: 0, output: 'All 0 files are there.\n' });
    const part = `with started as (
        insert into platform.upload (id, purpose, owner_id, details, size_bytes, created_at, expires_at)
        values (gen_random_uuid(), 'downloads.artifact', gen_random_uuid(), '{}', 9, now(), now()) returning id)
      insert into platform.upload_part (upload_id, first_byte, size_bytes, storage_key)
      select id, 0, 9, 'uploads/a/b' from started`;
    await query(database.url, part);
    expect(await typed(['storage', 'check'])).toEqual({
      code: 1,
      output: expect.stringMatching(/^missing {2}uploads\/a\/b\n1 files are missing\. .*backup/),
    });
    expect(await typed(['storage', 'collect'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('0 that nobody needs were removed'),
    });
    await query(database.url, 'delete from platform.upload');
  });

  it('says what a file of requests would make, makes it when asked, and nothing twice', async () => {
    const organizationId = newId();
    const insert = `insert into identity.organization (id, name, kind, created_at) values ('${organizationId}', 'Fjord', 'company', now())`;
    await query(database.url, insert);
    const head = 'ticket_id,subject,status,organization,requester_name,created_at,message\n';
    const file = await fileOf(
      `${head}7,Paper,closed,Fjord,Mira,2024-03-01,It jams.\n8,Ink,odd,Fjord,Mira,2024-03-01,Dry.\n`,
    );
    const planned = await typed(['import', 'csv', file]);
    expect(planned).toEqual({
      code: 1,
      output: expect.stringMatching(
        /^line 2: 7, closed; .*without an account; 1 messages, 0 notes; confidential\nline 3, status: "odd"[\s\S]*1 requests can be imported, 1 problems/,
      ),
    });
    expect((await typed(['import', 'csv', file, '--apply'])).code).toBe(1);
    const [before] = await query(database.url, 'select count(*)::int as n from support.ticket');
    expect(before).toEqual({ n: 0 });
    const words = ['import', 'csv', file, '--apply', '--leave-out'];
    expect((await typed(words)).output).toContain('1 requests were imported, 0 were here already.');
    expect((await typed(words)).output).toContain('0 requests were imported, 1 were here already.');
    const withFiles = await fileOf(
      'ticket_id,subject,status,organization,requester_name,created_at,message,files\n' +
        '9,Toner,open,Fjord,Mira,2024-03-01,Empty.,requests.csv;gone.log\n',
    );
    const places = ['import', 'csv', withFiles, '--files', dirname(withFiles)];
    expect(await typed(places)).toEqual({
      code: 1,
      output: expect.stringMatching(
        /line 2, file gone.log: .*not in the folder[\s\S]*1 files can come along, 1 cannot/,
      ),
    });
    expect((await typed([...places, '--apply', '--leave-out'])).output).toMatch(
      /1 files came along.\n1 requests were imported/,
    );
    for (const wrong of [[], ['/nowhere.csv'], [file, '--all'], [file, '--files', '/nowhere']])
      expect((await typed(['import', 'zammad', ...wrong])).code).toBe(1);
    expect((await typed(['import', 'osticket', file])).output).toMatch(
      /file: These columns are missing: Ticket Number/,
    );
  });

  it('lists dead letters and hands one over again', async () => {
    const none = await typed(['events', 'dead-letters']);
    expect(none).toMatchObject({ code: 0, output: 'No event is left behind.\n' });
    const id = await buryLetter();
    const some = await typed(['events', 'dead-letters']);
    expect(JSON.parse(some.output)).toMatchObject({ id, subscriber: 'orders.gone', attempts: 8 });
    expect(await typed(['events', 'replay', id])).toMatchObject({ code: 0 });
    for (const wrong of [[id], ['not-an-id'], []]) {
      const { code, output } = await typed(['events', 'replay', ...wrong]);
      expect({ wrong, code, output }).toEqual({
        wrong,
        code: 1,
        output: expect.stringMatching(/dead letter/i),
      });
      expect(output).not.toMatch(/\n\s+at /);
    }
  });
});

const usage = expect.stringMatching(
  /latchkey <command>[\s\S]*migrate[\s\S]*staff add[\s\S]*events dead-letters/,
);

type Words = readonly (string | Record<string, string>)[];

function invite(...words: Words): ReturnType<typeof typed> {
  const last = words.at(-1);
  const texts = words.filter((word) => typeof word === 'string');
  return typed(['staff', 'add', ...texts], typeof last === 'object' ? last : env);
}

async function fileOf(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'import-')), 'requests.csv');
  await writeFile(path, text);
  return path;
}

/** How many rows each table holds, and when the newest article changed. */
async function contents(url: string): Promise<unknown> {
  return await query(
    url,
    `select table_schema, table_name, (xpath('/row/c/text()', query_to_xml(
        format('select count(*) as c from %I.%I', table_schema, table_name), false, true, '')))[1]::text as rows
      from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'bullmq')
      order by 1, 2`,
  );
}

async function buryLetter(): Promise<string> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const event = {
    id: '01a1fac1-4f1d-728d-9c66-893db7ecd1fd',
    name: 'orders.order-paid',
    version: 1,
    occurredAt: new Date().toISOString(),
    payload: {},
  };
  const { rows } = await client.query<{ id: string }>(
    `insert into platform.dead_letter (id, event_id, event, subscriber, error, attempts)
      values (gen_random_uuid(), $1, $2, 'orders.gone', 'Error at test', 8) returning id`,
    [event.id, event],
  );
  await client.end();
  return rows[0]?.id ?? '';
}
