import type { OrganizationId, UserId } from '../../../src/kernel/ids.js';
import { OpenSession } from '../../../src/modules/identity/application/sessions/open-session.js';
import { DefineProduct } from '../../../src/modules/licensing/application/define-product.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import type { ApiClient } from '../../harness/clients.js';
import type { SignedInPerson } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';

/** The person's browser, signed in. */
export async function browserOf(portal: Portal, person: SignedInPerson) {
  const face = { kind: 'page', userAgent: null } as const;
  const session = await portal.get(OpenSession).execute({ userId: person.userId, face });
  if (session.kind !== 'page') throw new Error('A page session was asked for.');
  const visitor = portal.visitor();
  visitor.cookies.set('latchkey-session', session.token);
  return visitor;
}

/** A request that the person opened through the API. */
export async function aTicket(
  person: SignedInPerson,
  about: { readonly subject?: string; readonly body?: string } = {},
): Promise<{ id: string; number: string }> {
  const { subject = 'The installer stops', body = 'It stops at 40 %.' } = about;
  const answer = await person.api.post('/api/v1/tickets', { subject, body });
  if (answer.status !== 201) throw new Error(`Opening answered ${answer.status}.`);
  return answer.body;
}

/** A license of a product of its own. */
export async function aLicense(portal: Portal, organizationId: OrganizationId): Promise<string> {
  const policy = { name: 'One year', installationLimit: 3, maintenanceMonths: 12, validityMonths: null };
  const code = `sku-${Math.random().toString(36).slice(2, 10)}`;
  const product = await portal.get(DefineProduct).execute({ code, name: 'Northwind Draft', policy });
  const { licenseId } = await portal
    .get(IssueLicense)
    .execute({ productId: product.productId, organizationId });
  return licenseId;
}

/** A real PNG of one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A multipart form with files under `attachments`. */
export function formOf(
  fields: Readonly<Record<string, string>>,
  files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[],
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const { name, bytes } of files) form.append('attachments', new Blob([bytes]), name);
  return form;
}

/** Adds a file of the name and bytes. */
export const file = (name: string, bytes: Buffer) => ({ name, bytes: new Uint8Array(bytes) });

/** The API as the user, without the work of a sign-in. */
export async function apiOf(portal: Portal, userId: UserId): Promise<ApiClient> {
  const face = { kind: 'api', userAgent: null } as const;
  const session = await portal.get(OpenSession).execute({ userId, face });
  if (session.kind !== 'api') throw new Error('A session of the API was asked for.');
  return portal.api(session.accessToken);
}
