import { expect } from '@jest/globals';
import type { SignedInPerson } from '../../harness/people.js';

const tus = { 'tus-resumable': '1.0.0' };

const encoded = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** Announces a file of a draft. */
export function announce(
  staff: SignedInPerson,
  about: { readonly releaseId: string; readonly filename: string },
  sizeBytes: number,
) {
  const metadata = { platform: 'linux', architecture: 'x64', type: 'archive', ...about };
  return staff.api.call('POST', '/api/v1/staff/release-uploads', undefined, {
    ...tus,
    'upload-length': String(sizeBytes),
    'upload-metadata': encoded(metadata),
  });
}

/** Sends bytes from the first one on. */
export const sendFirst = (staff: SignedInPerson, path: string, bytes: Buffer) =>
  sendRest(staff, path, 0, bytes);

/** Goes on behind the bytes that are there. */
export function sendRest(
  staff: SignedInPerson,
  path: string,
  offset: number,
  bytes: Buffer,
  headers: Readonly<Record<string, string>> = {},
) {
  return staff.api.call('PATCH', path, bytes, {
    ...tus,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
    ...headers,
  });
}

/** The whole file in one piece. @returns the path of the upload */
export async function aTusUpload(
  staff: SignedInPerson,
  about: { readonly releaseId: string; readonly filename: string },
  bytes: Buffer,
  status?: number,
): Promise<string> {
  const path = (await announce(staff, about, bytes.length)).headers.get('location') ?? '';
  const sent = await sendFirst(staff, path, bytes);
  if (status) expect(sent.status).toBe(status);
  return path;
}
