import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { faultsOf, readDataCatalogue } from '../../src/platform/personal-data/data-catalogue.js';
import { personalDataPage } from '../../src/platform/personal-data/personal-data-page.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { createTestDatabase } from '../harness/database.js';

let client: pg.Client;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await drop();
});

const catalogue = () => readDataCatalogue(async (text) => (await client.query(text)).rows);

/** The faults after a change that is rolled back. */
async function faultsAfter(...statements: string[]): Promise<readonly string[]> {
  await client.query('begin');
  try {
    for (const statement of statements) await client.query(statement);
    return faultsOf(await catalogue());
  } finally {
    await client.query('rollback');
  }
}

describe('ID-12 the comments of the database', () => {
  it('ID-12 say of every column that can hold words what it is, and of every personal one why, how long, and how it is erased', async () => {
    expect(faultsOf(await catalogue())).toEqual([]);
  });

  it('ID-12 are what docs/personal-data.md lists; UPDATE=1 writes it', async () => {
    const path = join(projectRoot, 'docs', 'personal-data.md');
    const generated = personalDataPage(await catalogue());
    if (process.env.UPDATE === '1') writeFileSync(path, generated);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(generated);
  });

  const create = 'create table support.fixture (id uuid primary key, user_id uuid, said text not null)';

  it.each([
    ['is not tagged', [create], 'support.fixture.said: comment it'],
    [
      'has no retention',
      [create, `comment on column support.fixture.said is 'personal: talks; set null'`],
      'support.fixture.said: comment it',
    ],
    [
      'has an action that nobody knows',
      [create, `comment on column support.fixture.said is 'personal: talks; a year; blanked'`],
      'support.fixture.said: comment it',
    ],
    [
      'is kept without a reason',
      [create, `comment on column support.fixture.said is 'personal: talks; a year; keep'`],
      'support.fixture.said: comment it',
    ],
    [
      'takes no null and is to be nulled',
      [
        create,
        `comment on column support.fixture.said is 'personal: talks; a year; set null'`,
        `comment on table support.fixture is 'subject: user_id'`,
      ],
      'support.fixture.said: it takes no null',
    ],
    [
      'is personal in a table that says not whose',
      [create, `comment on column support.fixture.said is 'personal: talks; a year; replace'`],
      'support.fixture: comment the table',
    ],
    [
      'belongs through a column that is not there',
      [
        create,
        `comment on column support.fixture.said is 'personal: talks; a year; replace'`,
        `comment on table support.fixture is 'subject: writer_id'`,
      ],
      'support.fixture has no writer_id',
    ],
  ])('ID-12 goes red when a column %s', async (_name, statements, fault) => {
    const faults = await faultsAfter(...statements);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it.each(['text[]', 'jsonb', 'bytea', 'inet', 'varchar(10)'])('ID-12 sees %s too', async (type) => {
    expect(await faultsAfter(`alter table support.ticket add column fixture ${type}`)).toHaveLength(1);
  });
});
