import type { CustomerActor, CustomerPermission } from '../../../src/kernel/actor.js';
import { newId, type OrganizationId, type UserId } from '../../../src/kernel/ids.js';
import type { TicketAccess } from '../../../src/modules/support/domain/ticket.policy.js';
import { everyone, type VisibilityRule } from '../../../src/modules/support/domain/visibility/visibility.js';
import type { Portal } from '../../harness/portal.js';

const [ours, theirs] = [newId<OrganizationId>(), newId<OrganizationId>()];
const users = [newId<UserId>(), newId<UserId>(), newId<UserId>()] as const;
const [ada, ben, cleo] = users;
const licenses = [newId(), newId()] as const;
const roles = ['owner', 'buyer', 'key-holder'];

const each = <A, B>(some: readonly A[], others: readonly B[]): [A, B][] =>
  some.flatMap((one) => others.map((other): [A, B] => [one, other]));

export interface Planted extends TicketAccess {
  readonly id: string;
  /** Whom the requester added. */
  readonly addedIds: readonly UserId[];
  /** Who follows without that. */
  readonly followerIds: readonly UserId[];
}

/** Every combination of what the policy asks of a request. */
export function everyRequest(): Planted[] {
  const places = each([ours, theirs], each(users, [null, ...licenses]));
  const followed: readonly (readonly (readonly UserId[])[])[] = [
    [[], []],
    [[ada], []],
    [[ben], [cleo]],
    [[], [ben, ada]],
  ];
  const marks = each(each([true, false], [true, false]), followed);
  return each(places, marks).map(([place, mark]) => {
    const [organizationId, [requesterId, licenseId]] = place;
    const [[confidential, unverified], [addedIds = [], followerIds = []]] = mark;
    return {
      id: newId(),
      organizationId,
      requesterId,
      licenseId,
      confidential,
      unverified,
      addedIds,
      followerIds,
    };
  });
}

/** Customers in every state that the policy asks for. */
export function everyViewer(): CustomerActor[] {
  const people = each(each(users, [ours, theirs]), each(roles, [null, ...licenses]));
  const states = each(
    [['tickets.read'], ['tickets.read', 'tickets.write'], []] as readonly CustomerPermission[][],
    [false, true],
  );
  return each(people, states).map(([who, [permissions, provisional]]) => {
    const [[userId, organizationId], [role, licenseId]] = who;
    return {
      ...{ kind: 'customer', sessionId: 's', name: 'A', email: null, locale: null, timeZone: 'UTC' },
      ...{ credential: 'session', secondFactorDue: false, organizationName: 'O' },
      ...{ userId, organizationId, role, permissions: new Set(permissions), provisional },
      limitedTo: licenseId === null ? null : { licenseId, orderId: null },
    } as CustomerActor;
  });
}

/** A rule of each mode, also those that name nobody. */
export const rules: readonly VisibilityRule[] = [
  everyone,
  { ...everyone, mode: 'own' },
  { ...everyone, mode: 'roles' },
  { ...everyone, mode: 'roles', roles: ['buyer'] },
  { ...everyone, mode: 'members' },
  { ...everyone, mode: 'members', memberIds: [ben] },
];

export async function plant(portal: Portal, requests: readonly Planted[]): Promise<void> {
  await portal.sql(
    `insert into support.ticket (id, organization_id, number, subject, status, kind, requester_id, license_id,
        unverified, confidential, created_at, last_public_activity_at)
      select (r->>'id')::uuid, (r->>'organizationId')::uuid, 'R-9' || n, 'A', 'open', 'support',
        (r->>'requesterId')::uuid, (r->>'licenseId')::uuid, (r->>'unverified')::boolean,
        (r->>'confidential')::boolean, now(), now()
      from jsonb_array_elements($1::jsonb) with ordinality as t (r, n)`,
    [JSON.stringify(requests)],
  );
  const followers = requests.flatMap(({ id, addedIds, followerIds }) => [
    ...addedIds.map((userId) => ({ id, userId, addedById: newId() })),
    ...followerIds.map((userId) => ({ id, userId, addedById: userId })),
  ]);
  await portal.sql(
    `insert into support.follower (id, ticket_id, user_id, added_by_id, followed_at)
      select gen_random_uuid(), (f->>'id')::uuid, (f->>'userId')::uuid, (f->>'addedById')::uuid, now()
      from jsonb_array_elements($1::jsonb) f`,
    [JSON.stringify(followers)],
  );
}

/** Both organizations of the requests decide the same. */
export async function ruleBoth(portal: Portal, rule: VisibilityRule): Promise<void> {
  for (const organizationId of [ours, theirs])
    await portal.sql(
      `insert into support.visibility (organization_id, mode, roles, member_ids) values ($1, $2, $3, $4)
        on conflict (organization_id) do update set mode = $2, roles = $3, member_ids = $4`,
      [organizationId, rule.mode, rule.roles, rule.memberIds],
    );
}
