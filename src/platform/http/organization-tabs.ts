import type { Translate } from '../i18n/i18n.js';

const pages = {
  members: { href: '/organization', icon: 'users' },
  invitations: { href: '/organization/invitations', icon: 'mail' },
  requests: { href: '/organization/requests', icon: 'inbox' },
  domains: { href: '/organization/domains', icon: 'globe' },
  visibility: { href: '/organization/request-visibility', icon: 'eye' },
  signIn: { href: '/organization/sign-in', icon: 'shield-check' },
} as const;

/** The pages of a customer's organization, of whichever module, with the one that is open. */
export function organizationTabs(open: keyof typeof pages, t: Translate) {
  return Object.entries(pages).map(([name, { href, icon }]) => ({
    href,
    icon,
    label: t(`organization.tabs.${name}`),
    current: name === open,
  }));
}
