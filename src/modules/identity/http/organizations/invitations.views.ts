import type { SignedIn } from '../../../../kernel/actor.js';
import { organizationTabs } from '../../../../platform/http/organization-tabs.js';
import type { Listing } from '../../../../platform/http/paging.js';
import { nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatInstant, shownTime } from '../../../../platform/i18n/format.js';
import type { ListedRequest } from '../../application/organizations/list-invitation-requests.js';
import type { ListedInvitation } from '../../application/organizations/list-invitations.js';
import { invitableRoles } from '../../application/organizations/words.js';
import { emptyForm, type FormView } from '../form-view.js';
import { staffRequestRows } from './domains.views.js';

/** Where the pages of invitations stand: in the customer's organization, or below a customer in the console. */
export interface InvitationPlace {
  readonly base: string;
  readonly organization: string;
  readonly actor: SignedIn;
}

const looks: Readonly<Record<ListedInvitation['state'], { readonly tone: string; readonly icon: string }>> = {
  pending: { tone: 'info', icon: 'mail' },
  accepted: { tone: 'success', icon: 'circle-check' },
  expired: { tone: 'warning', icon: 'clock' },
  revoked: { tone: 'neutral', icon: 'ban' },
};

const chrome = ({ base, organization, actor }: InvitationPlace, { t }: Reader) => ({
  base,
  organization,
  tabs: actor.kind === 'customer' ? organizationTabs('invitations', t) : null,
});

export function invitationRow(listed: ListedInvitation, base: string, { t, now, locale, timeZone }: Reader) {
  return {
    href: `${base}/${listed.id}`,
    email: listed.email,
    name: listed.name,
    role: t(`identity.roles.${listed.role}`),
    state: { ...looks[listed.state], label: t(`organization.state.${listed.state}`) },
    sentAt: shownTime(listed.sentAt, now, locale, timeZone),
    closedAt: listed.closedAt && shownTime(listed.closedAt, now, locale, timeZone),
    until: formatInstant(listed.expiresAt, locale, timeZone),
    invitedBy: listed.invitedBy ?? t('organization.invitations.portal'),
  };
}

export function invitationsView(
  { items, nextCursor }: Listing<ListedInvitation>,
  place: InvitationPlace,
  reader: Reader,
) {
  return {
    ...chrome(place, reader),
    invitations: items.map((listed) => invitationRow(listed, place.base, reader)),
    nextHref: nextHref(place.base, nextCursor),
  };
}

export function inviteView(
  form: FormView,
  place: InvitationPlace,
  about: { readonly locales: readonly string[]; readonly reader: Reader },
) {
  const { locales, reader } = about;
  const { t, locale } = reader;
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  const way = form.values.way === 'temporary-password' ? 'temporary-password' : 'link';
  return {
    ...chrome(place, reader),
    form: { ...form, values: { locale, ...form.values } },
    byLink: way === 'link',
    byPassword: way !== 'link',
    roles: invitableRoles(place.actor).map((role) => ({ value: role, label: t(`identity.roles.${role}`) })),
    languages: locales.map((code) => ({ value: code, label: names.of(code) ?? code })),
  };
}

export function invitationView(
  listed: ListedInvitation,
  place: InvitationPlace,
  about: { readonly form: FormView | null; readonly reader: Reader },
) {
  const { form, reader } = about;
  const { t, locale, timeZone, now } = reader;
  const time = (instant: Date | null) => instant && shownTime(instant, now, locale, timeZone);
  const row = invitationRow(listed, place.base, reader);
  return {
    ...chrome(place, reader),
    ...row,
    open: listed.state === 'pending' || listed.state === 'expired',
    form: form ?? emptyForm({ email: listed.email }),
    facts: [
      { label: t('organization.invitations.address'), text: listed.email },
      { label: t('organization.invitations.name'), text: listed.name },
      { label: t('organization.members.role'), text: row.role },
      { label: t('organization.invitation.way'), text: t(`organization.way.${listed.way}`) },
      { label: t('organization.invitation.invitedBy'), text: row.invitedBy },
      { label: t('organization.invitation.created'), at: time(listed.createdAt) },
      { label: t('organization.invitation.sent'), at: time(listed.sentAt) },
      { label: t('organization.invitation.expires'), at: time(listed.expiresAt) },
      { label: t('organization.invitation.closed'), at: time(listed.closedAt) },
    ],
    note: listed.message,
  };
}

/** Invitations of all customers for staff, with the requests that name none. */
export function allInvitationsView(
  about: {
    readonly listing: Listing<ListedInvitation>;
    readonly waiting: readonly ListedRequest[];
    readonly query: string;
  },
  reader: Reader,
) {
  const { listing, waiting, query } = about;
  return {
    query,
    requests: staffRequestRows(waiting, reader),
    invitations: listing.items.map((listed) => ({
      ...invitationRow(listed, `/admin/customers/${listed.organizationId}/invitations`, reader),
      organization: listed.organizationName,
    })),
    nextHref: nextHref('/admin/invitations', listing.nextCursor, { query }),
  };
}
