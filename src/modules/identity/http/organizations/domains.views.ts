import type { CustomerActor } from '../../../../kernel/actor.js';
import { organizationTabs } from '../../../../platform/http/organization-tabs.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { ListedDomain } from '../../application/organizations/list-domains.js';
import type { ListedRequest } from '../../application/organizations/list-invitation-requests.js';
import type { SignInRules } from '../../application/organizations/show-sign-in-rules.js';
import { invitableRoles } from '../../application/organizations/words.js';
import { emptyForm, type FormView } from '../form-view.js';

export function domainsView(
  about: {
    readonly domains: readonly ListedDomain[];
    readonly form: FormView;
    readonly actor: CustomerActor;
  },
  { t, now, locale, timeZone }: Reader,
) {
  const { domains, form, actor } = about;
  return {
    organization: actor.organizationName,
    tabs: organizationTabs('domains', t),
    form,
    domains: domains.map((listed) => ({
      href: `/organization/domains/${listed.id}`,
      domain: listed.domain,
      record: listed.record,
      verified: listed.verifiedAt !== null,
      state: listed.verifiedAt
        ? { tone: 'success', icon: 'circle-check', label: t('organization.domains.verified') }
        : { tone: 'warning', icon: 'clock', label: t('organization.domains.open') },
      outcome: listed.outcome && t(`organization.domains.outcome.${listed.outcome}`),
      checkedAt: listed.checkedAt && shownTime(listed.checkedAt, now, locale, timeZone),
    })),
  };
}

function requestRow(listed: ListedRequest, { t, now, locale, timeZone }: Reader) {
  return {
    id: listed.id,
    email: listed.email,
    name: listed.name,
    role: listed.role ?? 'reader',
    reason: t(`organization.requests.reason.${listed.reason}`),
    requestedAt: shownTime(listed.requestedAt, now, locale, timeZone),
    customersHref: `/admin/customers?query=${encodeURIComponent(listed.email.slice(listed.email.lastIndexOf('@') + 1))}`,
  };
}

export function requestsView(
  { items, nextCursor }: Listing<ListedRequest>,
  about: { readonly actor: CustomerActor; readonly message: string | null },
  reader: Reader,
) {
  const { actor, message } = about;
  const { t } = reader;
  return {
    organization: actor.organizationName,
    tabs: organizationTabs('requests', t),
    message,
    roles: invitableRoles(actor).map((role) => ({ value: role, label: t(`identity.roles.${role}`) })),
    requests: items.map((listed) => requestRow(listed, reader)),
    nextHref: nextHref('/organization/requests', nextCursor),
  };
}

export const staffRequestRows = (items: readonly ListedRequest[], reader: Reader) =>
  items.map((listed) => requestRow(listed, reader));

export function signInRulesView(
  { slug, roles }: SignInRules,
  about: { readonly form: FormView | null; readonly actor: CustomerActor; readonly publicUrl: string },
  { t }: Reader,
) {
  const { form, actor, publicUrl } = about;
  return {
    organization: actor.organizationName,
    tabs: organizationTabs('signIn', t),
    form: form ?? emptyForm({ slug }),
    prefix: `${publicUrl}/o/`,
    address: slug && `${publicUrl}/o/${slug}`,
    roles: roles.map(({ role, required, members, without }) => ({
      name: role,
      label: t(`identity.roles.${role}`),
      checked: required,
      help: t('organization.signIn.concerned', { count: members, without }),
    })),
  };
}
