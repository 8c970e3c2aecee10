import { expect } from '@jest/globals';
import type { ImportFolder } from '../../../src/modules/support/application/importing/import-folder.js';
import { ImportRequests } from '../../../src/modules/support/application/importing/import-requests.js';
import type {
  ImportSource,
  ReadImport,
} from '../../../src/modules/support/application/importing/imported-request.js';
import type { SignedInPerson } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';

/** Imports what was read, in which nothing may be wrong. */
export async function imported(
  portal: Portal,
  source: ImportSource,
  read: ReadImport,
  folder: ImportFolder | null = null,
) {
  const importing = portal.get(ImportRequests);
  const plan = await importing.plan(read, folder);
  expect(plan.problems).toEqual([]);
  return await importing.execute(source, plan);
}

/** The one request with this reference of the system before. @param tickets where the person finds requests */
export async function foundBy(
  { api }: Pick<SignedInPerson, 'api'>,
  tickets: '/api/v1/tickets' | '/api/v1/staff/tickets',
  oldNumber: string,
) {
  const { body } = await api.get(`${tickets}?query=${encodeURIComponent(oldNumber)}`);
  expect(body.items).toHaveLength(1);
  return (await api.get(`${tickets}/${body.items[0].id}`)).body;
}
