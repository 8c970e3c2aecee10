import type { SignedIn } from '../../../../kernel/actor.js';
import type { Refusal } from '../../../../platform/http/pages.js';
import type { Translate } from '../../../../platform/i18n/i18n.js';
import { type OptionalMailKind, optionalMailKinds } from '../../../../platform/ports/mail-kinds.js';
import type { MailChoice } from '../../application/account/choose-mails.js';

/** The kinds that somebody gets at all: colleagues neither ask support nor buy. */
export const mailsOffered = ({ kind }: SignedIn): readonly OptionalMailKind[] =>
  kind === 'staff' ? ['reminders'] : optionalMailKinds;

export function mailsView(actor: SignedIn, choice: MailChoice, refusal: Refusal | null, t: Translate) {
  return {
    message: refusal && (refusal.message ?? refusal.summary[0]?.message ?? null),
    mails: mailsOffered(actor).map((kind) => ({
      name: kind,
      label: t(`identity.notifications.kind.${kind}`),
      checked: choice[kind],
    })),
  };
}
