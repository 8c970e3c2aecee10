import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { Translate } from '../../../../platform/i18n/i18n.js';
import type { AccountFacts, Me } from '../../application/account/show-me.js';
import type { SessionEntry } from '../../application/sessions/list-sessions.js';
import type { FormView } from '../form-view.js';
import { sessionView } from '../sessions/sessions.views.js';

const zones = (
  'UTC Europe/London Europe/Dublin Europe/Lisbon Europe/Paris Europe/Madrid Europe/Berlin Europe/Vienna ' +
  'Europe/Zurich Europe/Rome Europe/Amsterdam Europe/Brussels Europe/Copenhagen Europe/Stockholm Europe/Oslo ' +
  'Europe/Helsinki Europe/Warsaw Europe/Prague Europe/Budapest Europe/Athens Europe/Istanbul Europe/Kyiv ' +
  'Africa/Cairo Africa/Lagos Africa/Johannesburg Asia/Dubai Asia/Kolkata Asia/Bangkok Asia/Singapore ' +
  'Asia/Hong_Kong Asia/Shanghai Asia/Tokyo Asia/Seoul Australia/Sydney Pacific/Auckland America/Halifax ' +
  'America/New_York America/Chicago America/Denver America/Los_Angeles America/Toronto America/Vancouver ' +
  'America/Mexico_City America/Bogota America/Sao_Paulo America/Buenos_Aires'
).split(' ');

/** Account Settings: each row with what is set, and its button beside it. */
export function accountView(
  about: {
    readonly me: Me;
    readonly account: AccountFacts;
    readonly sessions: readonly SessionEntry[];
    /** The address that the reader asks from. */
    readonly network: string;
    readonly locales: readonly string[];
    readonly profile: FormView;
  },
  reader: Reader,
) {
  const { me, account, sessions, profile } = about;
  const { t, locale, timeZone, now } = reader;
  const changed = account.passwordChangedAt;
  return {
    username: me.username,
    email: me.email,
    pendingEmail: account.pendingEmail,
    passwordChanged: changed && shownTime(changed, now, locale, timeZone),
    mfa: factorsOf(account, t),
    codesLeft: t('identity.account.codesLeft', { left: account.recoveryCodesLeft }),
    provisional: me.provisional,
    mayMerge: !me.staff && !me.provisional,
    form: profile,
    languages: about.locales.map((code) => ({
      value: code,
      label: new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code,
    })),
    zones: [...new Set([me.timeZone, ...zones])]
      .sort()
      .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    sessions: sessions.map((session) => sessionView(session, about.network, reader)),
    hasOthers: sessions.some((session) => !session.current),
  };
}

/** The second factors in words: the authenticator app, and how many passkeys. */
function factorsOf({ secondFactorSince, passkeys }: AccountFacts, t: Translate): string {
  const parts = [
    ...(secondFactorSince === null ? [] : [t('identity.account.mfaApp')]),
    ...(passkeys === 0 ? [] : [t('identity.account.mfaPasskeys', { count: passkeys })]),
  ];
  return parts.length === 0 ? t('identity.account.mfaOff') : parts.join(', ');
}
