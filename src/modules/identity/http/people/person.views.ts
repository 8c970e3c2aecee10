import type { Reader } from '../../../../platform/http/readers.js';
import { formatDay, formatInstant, shownTime } from '../../../../platform/i18n/format.js';
import type {
  EventOfPerson,
  InvitationOfPerson,
  PlaceOfPerson,
  SessionOfPerson,
} from '../../application/people/person-traces.js';
import type { PersonFacts, ShownPerson } from '../../application/people/show-person.js';
import { knownEventWords } from '../security/security.views.js';
import { deviceOf } from '../sessions/sessions.views.js';
import { stateBadge } from './people.views.js';

export function personView(shown: ShownPerson, reader: Reader) {
  const { person } = shown;
  const { t } = reader;
  return {
    id: person.id,
    name: person.name,
    subtitle: person.kind === 'staff' ? t(`people.role.${person.staffRole}`) : null,
    state: stateBadge(person.state, t),
    isDisabled: person.state === 'disabled',
    isClosed: person.state === 'closed',
    disabled: disabledView(person, reader),
    mergedInto: person.mergedInto && { ...person.mergedInto, href: `/admin/people/${person.mergedInto.id}` },
    guessing: shown.recentRefusals >= 5 ? t('people.guessing', { refusals: shown.recentRefusals }) : null,
    identity: identityFacts(person, reader),
    security: securityFacts(person, reader),
    places: shown.places.map((place) => placeRow(place, reader)),
    sessions: shown.sessions.map((session) => sessionRow(session, reader)),
    invitations: shown.invitations.map((invitation) => invitationRow(invitation, reader)),
    events: shown.events.map((event) => eventItem(event, reader)),
  };
}

function disabledView({ disabledAt, disabledReason, disabledBy }: PersonFacts, reader: Reader) {
  const { t, locale, timeZone } = reader;
  if (disabledAt === null) return null;
  const at = formatInstant(disabledAt, locale, timeZone);
  const by = disabledBy?.name ?? t('people.thePortal');
  return { title: t('people.disabledBy', { at, by }), reason: disabledReason };
}

function identityFacts(person: PersonFacts, { t, locale, timeZone }: Reader) {
  const verified = person.emailVerifiedAt && formatDay(person.emailVerifiedAt, locale, timeZone);
  return [
    { label: t('people.email'), text: person.email },
    ...(verified ? [{ label: t('people.verified'), text: verified }] : []),
    ...(person.pendingEmail ? [{ label: t('people.pendingEmail'), text: person.pendingEmail }] : []),
    { label: t('people.username'), text: person.username },
    { label: t('people.language'), text: person.locale },
    { label: t('people.timeZone'), text: person.timeZone.replaceAll('_', ' ') },
    { label: t('people.since'), text: formatDay(person.createdAt, locale, timeZone) },
    { label: t('people.id'), copy: person.id },
  ];
}

function securityFacts(person: PersonFacts, { t, locale, timeZone }: Reader) {
  const changed = person.passwordChangedAt && formatDay(person.passwordChangedAt, locale, timeZone);
  const since = person.totpSince && formatDay(person.totpSince, locale, timeZone);
  return [
    {
      label: t('people.password'),
      text:
        person.hasPassword && changed ? t('people.passwordSince', { day: changed }) : t('people.noPassword'),
    },
    { label: t('people.totp'), text: since ? t('people.totpSince', { day: since }) : t('people.none') },
    { label: t('people.passkeys'), text: String(person.passkeys) },
    { label: t('people.codesLeft'), text: String(person.recoveryCodesLeft) },
  ];
}

function placeRow(place: PlaceOfPerson, { t, locale, timeZone }: Reader) {
  return {
    href: `/admin/customers/${place.organizationId}`,
    name: place.organizationName || t('people.unnamed'),
    role: t(`people.role.${place.role}`),
    license: place.licenseId && {
      href: `/admin/licenses/${place.licenseId}`,
      serialNumber: place.serialNumber ?? place.licenseId,
    },
    proof: place.proved
      ? { tone: 'success', icon: 'circle-check', label: t('people.proved') }
      : { tone: 'warning', icon: 'circle-help', label: t('people.state.provisional') },
    since: formatDay(place.since, locale, timeZone),
  };
}

function sessionRow(session: SessionOfPerson, { t, now, locale, timeZone }: Reader) {
  return {
    device: deviceOf(session, t('identity.account.unknownDevice')),
    kind: t(`identity.account.kind.${session.kind}`),
    seen: shownTime(session.lastSeenAt, now, locale, timeZone),
    started: shownTime(session.createdAt, now, locale, timeZone),
  };
}

const invitationLooks = {
  pending: { tone: 'info', icon: 'mail' },
  expired: { tone: 'warning', icon: 'clock' },
  accepted: { tone: 'success', icon: 'circle-check' },
  revoked: { tone: 'neutral', icon: 'ban' },
} as const;

function invitationRow(invitation: InvitationOfPerson, { t, locale, timeZone }: Reader) {
  return {
    href: `/admin/customers/${invitation.organizationId}`,
    organization: invitation.organizationName,
    email: invitation.email,
    role: t(`people.role.${invitation.role}`),
    state: { ...invitationLooks[invitation.state], label: t(`people.invitation.${invitation.state}`) },
    sent: formatDay(invitation.createdAt, locale, timeZone),
  };
}

function eventItem(event: EventOfPerson, { t, now, locale, timeZone }: Reader) {
  const refused = event.outcome === 'refused';
  return {
    text: knownEventWords(event.action, t) ?? event.action,
    detail: refused ? t('people.refused') : null,
    by: event.byName ?? t(`people.actor.${event.actorKind}`),
    at: shownTime(event.at, now, locale, timeZone),
    icon: refused ? 'shield-x' : 'shield-check',
    tone: refused ? 'warning' : 'info',
  };
}
