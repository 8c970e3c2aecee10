import type { Translate } from '../../../../platform/i18n/i18n.js';

const pages = {
  members: { href: '/organization', icon: 'users' },
  invitations: { href: '/organization/invitations', icon: 'mail' },
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
