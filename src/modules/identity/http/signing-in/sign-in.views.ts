import type { Translate } from '../../../../platform/i18n/i18n.js';
import type { RuleSheet } from '../../application/passwords/password-rules.js';
import { emptyForm, type FormView } from '../form-view.js';

/** The requirements as a list that a script ticks while somebody types (row S2.12). */
export function rulesView(sheet: RuleSheet, t: Translate) {
  const minimum = sheet.minLength;
  return {
    rules: sheet.rules.map((rule) => ({
      // The words that must not be in it stay on the server, so this rule is listed and not ticked.
      rule: rule === 'personal' ? 'own-words' : rule,
      label: t(`identity.rules.${rule}`, { minimum }),
    })),
    policy: { minLength: minimum, special: sheet.special },
  };
}

export interface SignInPage {
  readonly next: string;
  readonly serial?: FormView;
  readonly login?: FormView;
  readonly notice?: string | null;
  /** The address of an organization, where its own sign-in page is meant. */
  readonly slug?: string;
  readonly passkeyRefused?: string | null;
}

/** @param about.passkeys false where browsers have no passkeys for this portal; none are offered then */
export function signInView(about: SignInPage & { readonly passkeys: boolean }) {
  const { next, serial, login, notice, passkeyRefused, passkeys } = about;
  const serialForm = serial ?? emptyForm();
  return {
    next: next === '/' ? '' : next,
    serial: serialForm,
    login: login ?? emptyForm(),
    notice: notice ?? null,
    passkeys,
    // The last word has the browser offer passkeys among its suggestions for the field.
    loginAutocomplete: passkeys ? 'username webauthn' : 'username',
    passkeyRefused: passkeyRefused ?? null,
    // Whoever comes from the product, or just typed a serial number, goes on with it.
    serialFirst:
      serialForm.summary.length > 0 || Object.values(serialForm.values).some((value) => value !== ''),
  };
}
