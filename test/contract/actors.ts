import { randomUUID } from 'node:crypto';
import type { OrganizationId, UserId } from '../../src/kernel/ids.js';
import { OpenSession } from '../../src/modules/identity/application/sessions/open-session.js';
import { printRequestCode } from '../../src/modules/licensing/domain/request-code.js';
import type { Access } from '../../src/platform/http/access.js';
import type { Route } from '../../src/platform/http/check-access.js';
import { type ApiClient, unpacked } from '../harness/clients.js';
import {
  freshProof,
  keyHolder,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../harness/people.js';
import type { Portal } from '../harness/portal.js';
import { aRelease } from '../modules/downloads/shop.js';
import { boughtLicense } from '../modules/identity/licensed.js';
import { aLicense, aTicket, pixel } from '../modules/support/desk.js';
import { anUpload, deskObjects, heldMail } from './desk-objects.js';
import { peopleObjects } from './people-objects.js';
import { releaseObjects } from './release-objects.js';
import { isApi } from './route-paths.js';

/** Somebody who calls routes, with what the portal itself says of the rights. */
export interface Caller {
  readonly name: string;
  readonly api: ApiClient;
  /** Of the browser; empty when signed out. */
  readonly cookie: string;
  readonly kind: 'anonymous' | 'customer' | 'staff';
  readonly permissions: readonly string[];
  readonly provisional: boolean;
  /** An API token: it has no pages, and of what is for people only what says so. */
  readonly isToken?: true;
}

/** Ids of one organization, by the name that routes give them below a prefix. */
export type Objects = Readonly<Record<string, string>>;

/** What a caller may expect of a route: the verdict of the access guard, made a second time from its declaration. */
export function admitted(caller: Caller, access: Access): boolean {
  if (access.to === 'public') return true;
  if (caller.kind === 'anonymous') return false;
  if (access.to === 'anyone-signed-in') return !caller.isToken || access.tokens;
  if (caller.kind !== access.to) return false;
  if (access.to === 'customer' && caller.provisional && !access.provisional) return false;
  return access.permission === null || caller.permissions.includes(access.permission);
}

export function anonymousCaller(portal: Portal): Caller {
  const nothing = { kind: 'anonymous', permissions: [], provisional: false } as const;
  return { name: 'anonymous', api: portal.api(), cookie: '', ...nothing };
}

export async function callerOf(
  portal: Portal,
  name: string,
  person: Pick<SignedInPerson, 'api'>,
): Promise<Caller> {
  const { body: me } = await person.api.get('/api/v1/me');
  const face = { kind: 'page', userAgent: null } as const;
  const session = await portal.get(OpenSession).execute({ userId: me.id as UserId, face });
  if (session.kind !== 'page') throw new Error('A page session was asked for.');
  const { permissions, provisional } = me;
  const kind = me.staff ? 'staff' : 'customer';
  return {
    name,
    api: person.api,
    cookie: `latchkey-session=${session.token}`,
    kind,
    permissions,
    provisional,
  };
}

/** What uploads ask for before they look at the id; others do not mind. */
export const speaksTus = { 'tus-resumable': '1.0.0' };

// Where an empty body would be refused before the id is looked at.
export const bodies: Readonly<Record<string, object>> = {
  'POST /api/v1/tickets/:id/messages': { body: 'Hello', meaning: 'still-broken' },
  'POST /api/v1/tickets/:id/followers': {},
  'PUT /api/v1/tickets/:id/confidential': { confidential: true },
  'PUT /api/v1/tickets/:id/draft': { fields: { body: 'Hello' } },
  'PUT /api/v1/staff/tickets/:id/draft': { fields: { body: 'Hello', visibility: 'internal' } },
  'PUT /api/v1/tickets/:id/rating': { score: 'good' },
  'POST /api/v1/unverified-tickets/:id/messages': { body: 'Hello' },
  'POST /api/v1/organization/members/:id/role': { role: 'reader' },
  'PUT /api/v1/organization/members/:id/exceptions': { granted: [], withheld: [] },
  'POST /api/v1/organization/members/:id/leave': { successorId: null },
  'POST /api/v1/organization/invitation-requests/:id/approve': { role: 'reader' },
  'POST /api/v1/licenses/:id/offline-activations': { code: '0000' },
  'POST /api/v1/licenses/:id/update-feeds': { name: 'Studio' },
  'POST /api/v1/licenses/:id/release-requests': {
    installationId: '019a0000-0000-7000-8000-000000000000',
    reason: 'R',
  },
  'POST /api/v1/organization/invitations/:id/correct': { email: 'right@example.com' },
};

/** Calls the route as that caller: with a cookie on pages, with a token on the API. */
export async function call(
  portal: Portal,
  caller: Caller,
  route: Route,
  path: string,
  method = route.method,
) {
  const accept = { ...unpacked, accept: isApi(route) ? 'application/json' : 'text/html', ...speaksTus };
  const headers: Record<string, string> = isApi(route) ? accept : { ...accept, cookie: caller.cookie };
  const token = caller.api.accessToken;
  if (isApi(route) && token) headers.authorization = `Bearer ${token}`;
  const body = bodies[`${route.method} ${route.path}`] ?? {};
  const sends = method !== 'GET' && method !== 'HEAD';
  if (sends) headers['content-type'] = 'application/json';
  const response = await fetch(new URL(path, portal.baseUrl), {
    method,
    redirect: 'manual',
    headers,
    ...(sends ? { body: JSON.stringify(body) } : {}),
  });
  const { status, headers: answered } = response;
  return { status, headers: answered, text: await response.text() };
}

/** An organization with one of everything, its people, a stranger to it, and staff. */
export async function aWholePortal(portal: Portal) {
  const bought = await boughtLicense(portal, `${randomUUID().slice(0, 8)}@example.com`);
  const { organizationId, licenseId } = bought;
  const owner = await signedInMember(portal, { organizationId });
  const reader = await signedInMember(portal, { organizationId, role: 'reader' });
  const other = await signedInMember(portal, { organizationName: 'Kranich Werke' });
  const [agent, administrator] = [await signedInStaff(portal), await signedInStaff(portal, 'administrator')];
  const holder = await keyHolder(portal, bought);
  const owned = await objectsOf(portal, { organizationId, licenseId, owner });
  const objects: Objects = {
    ...owned,
    ...(await deskObjects(administrator, owned.ticket ?? '')),
    ...(await heldMail(portal)),
    ...(await peopleObjects(portal, { owner, reader, agent, holder })),
    ...(await releaseObjects(portal, administrator)),
  };
  const callers = {
    anonymous: anonymousCaller(portal),
    holder: await callerOf(portal, 'provisional key holder', holder),
    reader: await callerOf(portal, 'reader', reader),
    owner: await callerOf(portal, 'owner', owner),
    other: await callerOf(portal, 'owner of another organization', other),
    agent: await callerOf(portal, 'agent', agent),
    administrator: await callerOf(portal, 'administrator', administrator),
  };
  const more = {
    ...(await lessThanTheirRole(portal, organizationId)),
    ...(await tokensOf(portal, owner)),
  };
  // Counts for the sessions that are open by now.
  await freshProof(portal, owner.userId, 'create-api-token');
  const beside = await besideTheKey(portal, { organizationId, owner });
  return { callers: { ...callers, ...more }, objects, beside };
}

/** API tokens of the owner: one that reads requests and licenses, and one that was revoked. */
async function tokensOf(portal: Portal, owner: SignedInPerson) {
  await freshProof(portal, owner.userId, 'create-api-token');
  const scopes = ['tickets.read', 'licenses.read'];
  const make = async (name: string) =>
    (await owner.api.post('/api/v1/me/api-tokens', { name, scopes })).body as { id: string; token: string };
  const [read, revoked] = [await make('Reading'), await make('Revoked')];
  await owner.api.delete(`/api/v1/me/api-tokens/${revoked.id}`);
  const token = { cookie: '', provisional: false, isToken: true } as const;
  return {
    readToken: {
      ...token,
      name: 'API token that reads',
      api: portal.api(read.token),
      kind: 'customer' as const,
      permissions: scopes,
    },
    revokedToken: {
      ...token,
      name: 'revoked API token',
      api: portal.api(revoked.token),
      kind: 'anonymous' as const,
      permissions: [],
    },
  };
}

/** Whose access was taken away: of a member all, of an agent the requests. */
async function lessThanTheirRole(portal: Portal, organizationId: OrganizationId) {
  const [member, agent] = [await signedInMember(portal, { organizationId }), await signedInStaff(portal)];
  const removed = await callerOf(portal, 'removed member', member);
  await portal.sql('update identity.membership set removed_at = $1 where user_id = $2', [
    portal.clock.now(),
    member.userId,
  ]);
  await portal.sql("update identity.user set withheld = '{staff.tickets,staff.orders}' where id = $1", [
    agent.userId,
  ]);
  const restricted = await callerOf(portal, 'restricted agent', agent);
  return { removed: { ...removed, kind: 'anonymous' as const, permissions: [] }, restricted };
}

async function objectsOf(
  portal: Portal,
  about: { organizationId: OrganizationId; licenseId: string; owner: SignedInPerson },
): Promise<Objects> {
  const { organizationId, licenseId, owner } = about;
  const [facts] = await portal.sql<{ product_id: string; policy_id: string; order_id: string }>(
    'select product_id, policy_id, order_id from licensing.license where id = $1',
    [licenseId],
  );
  if (!facts) throw new Error('There is no license.');
  const release = await aRelease(portal, facts.product_id, {
    version: '1.0.0',
    publishedAt: '2026-01-10T09:00:00Z',
  });
  const { id: ticket } = (
    await owner.api.post('/api/v1/tickets', { subject: 'About it', body: 'B', licenseId })
  ).body;
  const files = new FormData();
  files.append('attachments', new Blob([new Uint8Array(pixel)]), 'screen.png');
  const { body } = await owner.api.post(`/api/v1/tickets/${ticket}/attachments`, files);
  await freshProof(portal, owner.userId, 'create-api-token');
  const token = await owner.api.post('/api/v1/me/api-tokens', { name: 'Backup', scopes: ['orders.read'] });
  const { releaseId, artifactId } = release;
  const fetching = await owner.api.post(`/api/v1/releases/${releaseId}/artifacts/${artifactId}/tickets`);
  return {
    organizationId,
    downloadTicket: fetching.body.id,
    apiToken: token.body.id,
    licenseId,
    productId: facts.product_id,
    policyId: facts.policy_id,
    orderId: facts.order_id,
    ticket,
    attachment: body.items[0].id,
    ticketUpload: await anUpload(owner.api, '/api/v1/ticket-uploads', { ticketId: ticket }),
    releaseId,
    artifactId,
    bundle: (await owner.api.post('/api/v1/bundles', { licenseId, releaseId, platform: 'windows' })).body.id,
    offlineFile: await offlineFileOf(portal, licenseId, owner),
    updateFeed: (await owner.api.post(`/api/v1/licenses/${licenseId}/update-feeds`, { name: 'Studio' })).body
      .id,
    batch: await batchOf(portal, organizationId),
    ...(await releaseRequestOf(portal, licenseId, owner)),
  };
}

/** A file of licenses to issue that somebody of the vendor brought. */
async function batchOf(portal: Portal, organizationId: OrganizationId): Promise<string> {
  const { api } = await signedInStaff(portal);
  const form = new FormData();
  form.set('reason', 'Partner program');
  form.set('csv', new Blob([`organization,sku\n${organizationId},LUMEN\n`]), 'licenses.csv');
  return (await api.post('/api/v1/staff/license-batches', form)).body.id;
}

/** The license file of a machine without internet. */
async function offlineFileOf(portal: Portal, licenseId: string, owner: SignedInPerson): Promise<string> {
  const [row] = await portal.sql<{ serialNumber: string }>(
    'select serial_number as "serialNumber" from licensing.license where id = $1',
    [licenseId],
  );
  const machine = { kind: 'activate', fingerprint: 'a cabin', nonce: '0A1B2C' } as const;
  const code = printRequestCode({ ...machine, serialNumber: row?.serialNumber ?? '' });
  await freshProof(portal, owner.userId, 'issue-offline-license');
  const { body } = await owner.api.post(`/api/v1/licenses/${licenseId}/offline-activations`, { code });
  return body.file.id;
}

/** A machine that agents are asked to release. */
async function releaseRequestOf(portal: Portal, licenseId: string, owner: SignedInPerson): Promise<Objects> {
  const [machine] = await portal.sql<{ id: string }>(
    'select id from licensing.installation where license_id = $1 and released_at is null order by id limit 1',
    [licenseId],
  );
  const installation = machine?.id ?? '';
  const asked = { installationId: installation, reason: 'It burned.' };
  const { body } = await owner.api.post(`/api/v1/licenses/${licenseId}/release-requests`, asked);
  return { installation, releaseRequest: body.id };
}

/** What the organization has beside the license of the key holder. */
async function besideTheKey(
  portal: Portal,
  { organizationId, owner }: { organizationId: OrganizationId; owner: SignedInPerson },
): Promise<Objects> {
  const licenseId = await aLicense(portal, organizationId);
  const [facts] = await portal.sql<{ product_id: string }>(
    'select product_id from licensing.license where id = $1',
    [licenseId],
  );
  const release = await aRelease(portal, facts?.product_id ?? '', {
    version: '7.7.7',
    publishedAt: '2026-01-10T09:00:00Z',
  });
  const ticket = await aTicket(owner, { subject: 'Beside the key' });
  const other = await boughtLicense(portal, `${randomUUID().slice(0, 8)}@example.com`);
  const [order] = await portal.sql<{ id: string }>(
    `update orders.order set organization_id = $1
     where id = (select order_id from licensing.license where id = $2) returning id`,
    [organizationId, other.licenseId],
  );
  const { releaseId, artifactId } = release;
  return {
    licenseId,
    orderId: order?.id ?? '',
    ticket: ticket.id,
    attachment: ticket.id,
    releaseId,
    artifactId,
  };
}
