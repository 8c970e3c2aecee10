import { toString as drawQrCode } from 'qrcode';
import type { SignedIn } from '../../../../kernel/actor.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { Factors } from '../../application/factors/show-factors.js';
import type { FormView } from '../form-view.js';

/** What the account has, and whether the role leads here because nothing is set up. */
export function factorsView(factors: Factors, actor: SignedIn, { t, locale, timeZone, now }: Reader) {
  const since = factors.authenticatorSince;
  return {
    due: actor.secondFactorDue,
    since: since && shownTime(since, now, locale, timeZone),
    passkeys:
      factors.passkeys === 0
        ? t('identity.passkeys.none')
        : t('identity.account.mfaPasskeys', { count: factors.passkeys }),
    devices:
      factors.rememberedDevices === 0
        ? null
        : t('identity.mfa.devices', { count: factors.rememberedDevices }),
    codesLeft: t('identity.account.codesLeft', { left: factors.recoveryCodesLeft }),
  };
}

/** The secret to scan or type, beside the form that takes the first code. */
export async function setUpView(prepared: { secret: string; uri: string }, form: FormView) {
  return { form, ...prepared, picture: await pictureOf(prepared.uri) };
}

/** New recovery codes. Whoever was led here by their role goes on to where they wanted. */
export function newCodesView(codes: readonly string[], { secondFactorDue, kind }: SignedIn) {
  const home = kind === 'staff' ? '/admin' : '/';
  return { codes, text: codes.join('\n'), continueHref: secondFactorDue ? home : '/account/mfa' };
}

/** The QR code as the path of a drawing, a unit per module; the page draws it without any inline image. */
async function pictureOf(uri: string): Promise<{ readonly path: string; readonly box: string }> {
  const svg = await drawQrCode(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  const path = /<path stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  return { path, box: /viewBox="([^"]+)"/.exec(svg)?.[1] ?? '0 0 1 1' };
}
