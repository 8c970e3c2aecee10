import type { SignedIn } from '../../../../kernel/actor.js';
import { day, later } from '../../../../kernel/clock.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { ShownOnce } from '../../application/api-tokens/create-api-token.js';
import type { ApiTokenEntry } from '../../application/api-tokens/list-api-tokens.js';
import { emptyForm, type FormView } from '../form-view.js';
import { lifetimes, overlaps } from './api-tokens.forms.js';

const looks = {
  active: { tone: 'success', icon: 'circle-check' },
  expiring: { tone: 'warning', icon: 'clock' },
  replaced: { tone: 'warning', icon: 'refresh-cw' },
  expired: { tone: 'neutral', icon: 'calendar-x' },
  revoked: { tone: 'neutral', icon: 'ban' },
} as const;

/** The list of a person's tokens. */
export function apiTokensView(tokens: readonly ApiTokenEntry[], reader: Reader) {
  return { tokens: tokens.map((token) => apiTokenView(token, reader)) };
}

/** A token with everything but its secret. */
export function apiTokenView(token: ApiTokenEntry, { t, locale, timeZone, now }: Reader) {
  const time = (at: Date) => shownTime(at, now, locale, timeZone);
  const isSoonOver = token.state === 'active' && token.expiresAt <= later(now, 7 * day);
  const state = isSoonOver ? 'expiring' : token.state;
  return {
    id: token.id,
    href: `/account/api-tokens/${token.id}`,
    name: token.name,
    begins: `${token.prefix}…`,
    status: { label: t(`identity.apiTokens.state.${state}`), ...looks[state] },
    permissions: token.scopes.map((scope) => t(`identity.permission.${scope}`)),
    networks: token.networks,
    createdAt: time(token.createdAt),
    expiresAt: token.state === 'revoked' ? null : time(token.expiresAt),
    lastUsedAt: token.lastUsedAt && time(token.lastUsedAt),
    lastUsedNetwork: token.lastUsedNetwork,
    isRotatable: token.state === 'active',
    isRevocable: token.state === 'active' || token.state === 'replaced',
  };
}

/** The form of a new token; what was chosen stays chosen. */
export function newApiTokenView(actor: SignedIn, { t }: Reader, refused: FormView | null = null) {
  const form = refused ?? emptyForm({ expiresInDays: '90' });
  const chosen = [form.values.scopes ?? []].flat();
  return {
    form,
    isProvisional: actor.kind === 'customer' && actor.provisional,
    permissions: [...actor.permissions].sort().map((value) => ({
      value,
      label: t(`identity.permission.${value}`),
      checked: chosen.includes(value),
    })),
    lifetimes: lifetimesIn(t),
  };
}

/** The form that rotates a token. */
export function rotationView(token: ApiTokenEntry, reader: Reader, refused: FormView | null = null) {
  const { t } = reader;
  return {
    form: refused ?? emptyForm({ expiresInDays: '90', overlapHours: '24' }),
    token: apiTokenView(token, reader),
    title: t('identity.apiTokens.rotateTitle', { name: token.name }),
    lifetimes: lifetimesIn(t),
    overlaps: overlaps.map((count) => ({
      value: String(count),
      label: count === 0 ? t('identity.apiTokens.noOverlap') : t('identity.apiTokens.hours', { count }),
    })),
  };
}

/** The one page that shows the token itself. */
export function shownOnceView({ text, entry }: ShownOnce, reader: Reader) {
  return { text, header: `Authorization: Bearer ${text}`, token: apiTokenView(entry, reader) };
}

const lifetimesIn = (t: Reader['t']) =>
  lifetimes.map((count) => ({ value: String(count), label: t('identity.apiTokens.days', { count }) }));
