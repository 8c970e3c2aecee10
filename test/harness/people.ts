import { randomUUID } from 'node:crypto';
import { later, minute } from '../../src/kernel/clock.js';
import type { OrganizationId, UserId } from '../../src/kernel/ids.js';
import { RegisterOrganization } from '../../src/modules/identity/application/organizations/register-organization.js';
import { RegisterUser } from '../../src/modules/identity/application/people/register-user.js';
import { OpenSession } from '../../src/modules/identity/application/sessions/open-session.js';
import type { MemberRole, StaffRole } from '../../src/modules/identity/domain/roles.js';
import { asks } from '../../src/platform/audit/asking.js';
import { type ImportantAction, importantActions } from '../../src/platform/ports/step-up.js';
import type { ApiClient, PageClient } from './clients.js';
import type { Portal } from './portal.js';

/** A password that every rule takes. */
export const goodPassword = 'Quartz-Lantern-58!';

/** As the portal keeps it. */
const goodPasswordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$myfztDpxhxdBambLZ8SvqQ$eT6zVETTuSL904Eia2sPQWVSTR/ZwD5IRoj+ACacn/E';

// What Node's own fetch calls itself.
const userAgent = 'node';

/** Somebody who is signed in to both faces. */
export interface SignedInPerson {
  readonly userId: UserId;
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly api: ApiClient;
  readonly visitor: PageClient;
}

export interface SignedInMember extends SignedInPerson {
  readonly organizationId: OrganizationId;
}

/** A new member, by default the owner, of a new organization or of the one given. */
export async function signedInMember(
  portal: Portal,
  about: {
    readonly role?: MemberRole;
    readonly organizationName?: string;
    readonly organizationId?: OrganizationId;
    readonly name?: string;
    readonly locale?: string;
  } = {},
): Promise<SignedInMember> {
  const { role = 'owner', organizationName: name = 'Fjord Instruments', locale } = about;
  const organizationId = await portal.get(RegisterOrganization).execute({
    name,
    ...(about.organizationId ? { id: about.organizationId } : {}),
  });
  const email = newEmail('member');
  const userId = await portal.get(RegisterUser).execute({
    person: { name: about.name ?? 'Mira Solberg', email, ...(locale ? { locale } : {}) },
    passwordHash: goodPasswordHash,
    place: { organizationId, role },
  });
  return { ...(await signIn(portal, userId, email)), organizationId };
}

/** A new agent, manager or administrator. */
export async function signedInStaff(portal: Portal, role: StaffRole = 'agent'): Promise<SignedInPerson> {
  const email = newEmail('staff');
  const userId = await portal.get(RegisterUser).execute({
    person: { name: 'Tomas Reuter', email },
    passwordHash: goodPasswordHash,
    place: { staffRole: role },
  });
  return signIn(portal, userId, email);
}

/** The key holder of a license that nobody claimed, after the first sign-in. */
export async function keyHolder(
  portal: Portal,
  license: { readonly serialNumber: string; readonly uid: string },
): Promise<{ accessToken: string; recoveryCodes: string[]; api: ApiClient; password: string }> {
  const { serialNumber, uid } = license;
  const start = await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid });
  const password = goodPassword;
  const first = await portal
    .api()
    .post('/api/v1/sign-in/set-password', { ticket: start.body.ticket, password });
  if (first.status !== 200) throw new Error(`The first sign-in answered ${first.status}.`);
  const { accessToken, recoveryCodes } = first.body;
  return { accessToken, recoveryCodes, api: portal.api(accessToken), password };
}

/**
 * Signed in on both faces as after a sign-in by password, but for the checks of the password, which would be a good
 * part of the work of a test. Tests of signing in send the forms.
 */
async function signIn(portal: Portal, userId: UserId, email: string): Promise<SignedInPerson> {
  // As of a request: what is opened here was asked for from there. Awaited first, so that it is so in here only.
  await null;
  asks({ network: '127.0.0.1', userAgent });
  const opening = portal.get(OpenSession);
  const program = await opening.execute({ userId, face: { kind: 'api', userAgent } });
  const browser = await opening.execute({ userId, face: { kind: 'page', userAgent } });
  if (program.kind !== 'api' || browser.kind !== 'page') throw new Error('The sessions are of other kinds.');
  const { accessToken } = program;
  const visitor = portal.visitorOf(browser);
  return { userId, email, password: goodPassword, accessToken, api: portal.api(accessToken), visitor };
}

const newEmail = (what: string): string => `${what}-${randomUUID().slice(0, 8)}@example.com`;

/** Makes every open session of the person count as freshly proved for the action (row ID-6), for ten minutes. */
export async function freshProof(portal: Portal, userId: string, action: ImportantAction): Promise<void> {
  const now = portal.clock.now();
  await portal.sql(
    `insert into identity.step_up
      (id, user_id, session_id, action, requested_at, expires_at, proved_at, method)
    select gen_random_uuid(), user_id, id, $2, $3, $4, $3, 'totp'
    from identity.session where user_id = $1 and ended_at is null`,
    [userId, action, now, later(now, 10 * minute)],
  );
}

/** What no page of the tests asks a proof for yet, so that `/step-up` stands where somebody looks at it. */
export const unprovedAction: ImportantAction = 'issue-offline-license';

/** {@link freshProof} for every action but {@link unprovedAction}. */
export async function everyProof(portal: Portal, email: string): Promise<void> {
  const [user] = await portal.sql<{ id: string }>('select id from identity.user where email = $1', [email]);
  for (const action of importantActions)
    if (action !== unprovedAction) await freshProof(portal, user?.id ?? '', action);
}

/** A key holder without an address confirms an important action by the password (row S1.20). */
export async function proveByPassword(
  { api, password }: { readonly api: ApiClient; readonly password: string },
  action: ImportantAction,
): Promise<void> {
  const { status } = await api.post('/api/v1/me/step-up', { action, method: 'password', secret: password });
  if (status !== 200) throw new Error(`The proof answered ${status}.`);
}
