import type { Actor, CustomerPermission, SignedIn, StaffPermission } from '../../kernel/actor.js';
import type { I18n } from '../i18n/i18n.js';
import type { Flash } from './pages.js';
import type { Request } from './request.js';

/** One entry of the main navigation; the composition root lists them. */
export interface NavigationItem {
  readonly labelKey: string;
  readonly href: string;
  /** Further paths whose pages belong to it. */
  readonly covers?: readonly string[];
  readonly icon: string;
  readonly for: 'customer' | 'staff';
  readonly permission: CustomerPermission | StaffPermission | null;
  /** Shown to customers whose claim is not proved. */
  readonly provisional?: boolean;
}

/** The entries of the navigation, in order. */
export class Navigation {
  constructor(readonly items: readonly NavigationItem[]) {}
}

/** What every page's chrome needs; templates read it as `@root.shell`. */
export interface Shell {
  readonly portalName: string;
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'light' | 'dark' | 'system';
  readonly path: string;
  readonly requestId: string;
  readonly csrfToken: string;
  readonly languages: readonly { code: string; name: string; current: boolean; href: string }[];
  readonly nav: readonly { label: string; href: string; icon: string; current: boolean }[];
  readonly accent: 'customer' | 'staff';
  readonly user: { name: string; email: string | null; organization: string | null; initials: string } | null;
  readonly flash: { kind: Flash['kind']; text: string } | null;
  /** What the bell shows; null for readers without one, empty when everything is read. */
  readonly unread: string | null;
  /** Agents recover the reader's account, who may have to stop it. */
  readonly recoveryOpen: boolean;
  readonly searchAction: string;
  readonly supportHref: string;
  readonly supportEmail: string;
}

const themes = ['light', 'dark', 'system'] as const;

/** The parts of the shell that come from the actor and the address alone. */
export function shellOf(request: Request, navigation: Navigation, i18n: I18n, theme: string | undefined) {
  const { actor, locale } = request;
  const path = request.url.split('?')[0] ?? '/';
  const t = i18n.translator(locale);
  return {
    locale,
    dir: 'ltr' as const,
    theme: themes.find((name) => name === theme) ?? ('system' as const),
    path,
    requestId: request.id,
    accent: actor.kind === 'staff' ? ('staff' as const) : ('customer' as const),
    user: userOf(actor),
    unread: actor.kind === 'customer' && !actor.provisional ? atMost99(request.unread) : null,
    recoveryOpen: 'recoveryOpen' in actor && actor.recoveryOpen === true,
    languages: i18n.locales.map((code) => ({
      code,
      name: languageName(code),
      current: code === locale,
      href: `/language?to=${code}&back=${encodeURIComponent(request.url)}`,
    })),
    nav: entriesFor(navigation, actor, path).map(({ item, current }) => ({
      label: t(item.labelKey),
      href: item.href,
      icon: item.icon,
      current,
    })),
    searchAction: actor.kind === 'staff' ? '/admin/search' : '/help/search',
    supportHref: actor.kind === 'customer' ? '/requests/new' : '/contact',
  };
}

const languageNames = new Map<string, string>();

// What the language calls itself. Kept, because making the formatter costs more than the rest of the shell.
function languageName(code: string): string {
  let name = languageNames.get(code);
  if (name === undefined) {
    name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
    languageNames.set(code, name);
  }
  return name;
}

function userOf(actor: Actor): Shell['user'] {
  if (actor.kind !== 'customer' && actor.kind !== 'staff') return null;
  return {
    name: actor.name,
    email: actor.email,
    organization: actor.kind === 'customer' ? actor.organizationName : null,
    initials: initialsOf(actor),
  };
}

const atMost99 = (count: number): string => (count > 99 ? '99+' : count > 0 ? String(count) : '');

function initialsOf(actor: SignedIn): string {
  const parts = actor.name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : '']
    .map((part) => [...(part ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

function shows(item: NavigationItem, actor: Actor): boolean {
  if (item.for !== actor.kind) return false;
  if (actor.kind === 'customer' && actor.provisional) return item.provisional === true;
  return item.permission === null || (actor.permissions as ReadonlySet<string>).has(item.permission);
}

/** What the actor sees. Of two entries that the page lies below, the closer one is the current. */
function entriesFor(navigation: Navigation, actor: Actor, path: string) {
  const entries = navigation.items
    .filter((item) => shows(item, actor))
    .map((item) => ({ item, reach: reachOf(item, path) }));
  const furthest = Math.max(1, ...entries.map(({ reach }) => reach));
  return entries.map(({ item, reach }) => ({ item, current: reach === furthest }));
}

/** How much of the path leads to the entry; 0 when the page is none of its own. */
function reachOf({ href, covers = [] }: NavigationItem, path: string): number {
  return Math.max(0, ...[href, ...covers].filter((one) => isCurrent(one, path)).map((one) => one.length));
}

const isCurrent = (href: string, path: string): boolean =>
  href === '/' || href === '/admin' ? path === href : path === href || path.startsWith(`${href}/`);
