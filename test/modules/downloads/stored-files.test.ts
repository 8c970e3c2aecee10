import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hour } from '../../../src/kernel/clock.js';
import { CollectOrphans } from '../../../src/platform/storage/collect-orphans.js';
import { FileOwners } from '../../../src/platform/storage/file-owners.js';
import { FindMissingFiles } from '../../../src/platform/storage/find-missing-files.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import { Uploads } from '../../../src/platform/uploads/uploads.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, file, formOf, pixel } from '../support/desk.js';
import { aLicense, aProduct, aRelease } from './shop.js';
import { announce, sendFirst } from './tus.js';

let portal: Portal;
let member: SignedInMember;
let staff: SignedInPerson;
let productId: string;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  staff = await signedInStaff(portal, 'administrator');
  productId = await aProduct(portal);
});

afterAll(() => portal.close());

/** A file of a draft of which the first bytes are there. */
async function anOpenUpload(releaseId: string): Promise<void> {
  const begun = await announce(staff, { releaseId, filename: 'disk.img' }, 1_000);
  const sent = await sendFirst(staff, begun.headers.get('location') ?? '', Buffer.alloc(500));
  expect(sent.status).toBe(204);
}

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for await (const page of portal.get(Storage).list()) found.push(...page.map(({ key }) => key));
  return found.sort();
}

const put = (key: string) =>
  portal.get(Storage).put(key, Buffer.from('bytes'), { contentType: 'text/plain', maxBytes: 100 });

const below = (all: readonly string[], prefix: string) => all.filter((key) => key.startsWith(prefix));

describe('DL-6 files and rows', () => {
  it('DL-6 keeps the file of an attachment, release, bundle and open upload, and collects what has no row', async () => {
    const { id } = await aTicket(member);
    await member.api.post(`/api/v1/tickets/${id}/attachments`, formOf({}, [file('a.png', pixel)]));
    const publishedAt = '2026-01-10T09:00:00Z';
    const { releaseId } = await aRelease(portal, productId, { version: '1.0.0', publishedAt });
    const { organizationId } = member;
    const about = { productId, organizationId, maintenanceEndsAt: '2030-01-01T00:00:00Z' };
    const wish = { licenseId: await aLicense(portal, about), releaseId, platform: 'windows' };
    expect((await member.api.post('/api/v1/bundles', wish)).status).toBe(202);
    await anOpenUpload(
      (await aRelease(portal, productId, { version: '2.0.0', publishedAt: null })).releaseId,
    );
    await portal.settle();
    const needed = await keys();
    for (const prefix of ['support/', 'releases/', 'bundles/', 'uploads/'])
      expect(below(needed, prefix)).not.toEqual([]);
    const orphans = [
      'support/gone',
      'releases/gone/gone',
      'bundles/gone',
      'uploads/gone/gone',
      'invoices/gone.pdf',
    ];
    for (const key of [...orphans, 'somebody/else']) await put(key);

    portal.clock.advance(23 * hour);
    expect(await portal.get(CollectOrphans).execute()).toEqual({ looked: 0, removed: 0, more: false });
    portal.clock.advance(2 * hour);
    expect(await portal.get(CollectOrphans).execute()).toMatchObject({ removed: 5, more: false });
    expect(await keys()).toEqual([...needed, 'somebody/else'].sort());
    await portal.get(Storage).delete('somebody/else');
  });

  it('DL-6 leaves no trace of an upload that nobody ended', async () => {
    await portal.get(Uploads).sweep();
    await portal.get(CollectOrphans).execute();
    expect(below(await keys(), 'uploads/')).toEqual([]);
  });

  it('DL-6 tells which rows lack their file, by key alone', async () => {
    const before = await portal.get(FindMissingFiles).execute();
    expect(before).toMatchObject({ missing: [] });
    expect(before.looked).toBe((await keys()).length);
    const [key = ''] = below(await keys(), 'releases/');
    await portal.get(Storage).delete(key);
    expect(await portal.get(FindMissingFiles).execute()).toEqual({ looked: before.looked, missing: [key] });
  });

  it('DL-6 knows an owner for every table that names a file', async () => {
    const tables = await portal.sql<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.columns
       where column_name = 'storage_key'`,
    );
    expect(tables.length).toBeGreaterThan(4);
    const owned = portal.get(FileOwners).all();
    for (const { name } of tables)
      expect({ name, owner: owned.some(({ keys }) => keys.includes(`from ${name}`)) }).toEqual({
        name,
        owner: true,
      });
  });
});
