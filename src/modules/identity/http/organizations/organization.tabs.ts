import type { Translate } from '../../../../platform/i18n/i18n.js';

const pages = {
  members: { href: '/organization', icon: 'users' },
  invitations: { href: '/organization/invitations', icon: 'mail' },
  requests: { href: '/organization/requests', icon: 'inbox' },
  domains: { href: '/organization/domains', icon: 'globe' },
  signIn: { href: '/organization/sign-in', icon: 'shield-check' },
} as const;

/** The pages of a customer's organization, with the one that is open. */
export function organizationTabs(open: keyof typeof pages, t: Translate) {
  return Object.entries(pages).map(([name, { href, icon }]) => ({
    href,
    icon,
    label: t(`organization.tabs.${name}`),
    current: name === open,
  }));
}
