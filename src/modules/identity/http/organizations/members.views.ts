import type { CustomerActor } from '../../../../kernel/actor.js';
import { organizationTabs } from '../../../../platform/http/organization-tabs.js';
import type { Listing } from '../../../../platform/http/paging.js';
import { nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { ListedMember } from '../../application/organizations/list-members.js';
import {
  memberPermissions,
  memberRoles,
  permissionsOf,
  permissionsWith,
} from '../../application/organizations/words.js';

const on = { tone: 'success', icon: 'shield-check' };
const off = { tone: 'neutral', icon: 'shield-off' };

function memberRow(listed: ListedMember, { t, now, locale, timeZone }: Reader) {
  const exceptions = listed.granted.length + listed.withheld.length;
  return {
    href: `/organization/members/${listed.id}`,
    name: listed.name,
    login: listed.email ?? listed.username,
    role: t(`identity.roles.${listed.role}`),
    exceptions: exceptions === 0 ? null : t('organization.members.exceptions', { count: exceptions }),
    disabled: listed.disabled && { tone: 'neutral', icon: 'ban', label: t('organization.members.disabled') },
    secondFactor: listed.secondFactor
      ? { ...on, label: t('organization.members.factorOn') }
      : { ...off, label: t('organization.members.factorOff') },
    lastSeenAt: listed.lastSeenAt && shownTime(listed.lastSeenAt, now, locale, timeZone),
  };
}

export function membersView(
  { items, nextCursor }: Listing<ListedMember>,
  actor: CustomerActor,
  reader: Reader,
) {
  return {
    organization: actor.organizationName,
    tabs: organizationTabs('members', reader.t),
    members: items.map((listed) => memberRow(listed, reader)),
    nextHref: nextHref('/organization', nextCursor),
  };
}

/** What somebody who does not manage may see: their own role, and whom to ask for more. */
export function overviewView(owners: readonly string[], actor: CustomerActor, { t }: Reader) {
  return {
    organization: actor.organizationName,
    role: t(`organization.roleNames.${actor.role}`),
    permissions: memberPermissions.map((permission) => ({
      label: t(`organization.permissions.${permission}`),
      has: actor.permissions.has(permission),
    })),
    owners,
  };
}

export interface MemberPage {
  readonly listed: ListedMember;
  readonly colleagues: readonly ListedMember[];
  readonly actor: CustomerActor;
  readonly message: string | null;
}

export function memberView({ listed, colleagues, actor, message }: MemberPage, reader: Reader) {
  const { t } = reader;
  const ofRole = permissionsOf(listed.role);
  const effective = permissionsWith(listed.role, listed);
  const exception = (permission: (typeof memberPermissions)[number]): string | null => {
    if (effective.has(permission) === ofRole.has(permission)) return null;
    return t(effective.has(permission) ? 'organization.member.granted' : 'organization.member.withheld');
  };
  return {
    ...memberRow(listed, reader),
    message,
    self: listed.userId === actor.userId,
    joined: shownTime(listed.joinedAt, reader.now, reader.locale, reader.timeZone),
    roleValue: listed.role,
    roles: memberRoles.map((role) => ({ value: role, label: t(`identity.roles.${role}`) })),
    permissions: memberPermissions.map((permission) => ({
      name: permission,
      label: t(`organization.permissions.${permission}`),
      help: exception(permission),
      checked: effective.has(permission),
    })),
    colleagues: [
      { value: '', label: t('organization.member.nobody') },
      ...colleagues.map(({ id, name, email }) => ({ value: id, label: email ? `${name} (${email})` : name })),
    ],
  };
}
