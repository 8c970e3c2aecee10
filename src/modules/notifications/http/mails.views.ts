import type { SignedIn } from '../../../kernel/actor.js';
import { maskedEmail } from '../../../kernel/email-address.js';
import type { Reader } from '../../../platform/http/readers.js';
import { shownTime } from '../../../platform/i18n/format.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import type { MailState } from '../../../platform/mail/sent-mails.js';
import type { Mail, MailSubject } from '../application/list-mails.js';

const looks: Readonly<Record<MailState, { readonly tone: string; readonly icon: string }>> = {
  waiting: { tone: 'info', icon: 'clock' },
  retrying: { tone: 'warning', icon: 'clock' },
  sent: { tone: 'success', icon: 'circle-check' },
  refused: { tone: 'error', icon: 'circle-x' },
  'given-up': { tone: 'error', icon: 'circle-x' },
  doubtful: { tone: 'warning', icon: 'circle-help' },
  'not-needed': { tone: 'neutral', icon: 'circle-minus' },
  bounced: { tone: 'error', icon: 'circle-x' },
};

export function mailRows(mails: readonly Mail[], actor: SignedIn, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  return mails.map((mail) => ({
    title: mailTitle(mail.name, t),
    about: mail.subject && aboutOf(mail.subject),
    address: shownAddress(mail.address, actor),
    state: { ...looks[mail.state], label: t(`mails.state.${mail.state}`) },
    explanation: stateWords(mail, t),
    at: shownTime(mail.createdAt, now, locale, timeZone),
  }));
}

/** Which mail it is, in words; also of one that the portal no longer sends. */
export function mailTitle(name: string, t: Translate): string {
  const words = t(`mails.kind.${name}`);
  return words === `kind.${name}` ? t('mails.kind.other') : words;
}

/** What the state means, and what helps; null where the state says it all. */
export function stateWords({ state, answer, bounceStatus }: Mail, t: Translate): string | null {
  if (state === 'sent' || state === 'waiting') return null;
  if (state === 'bounced') return bounceWords(bounceStatus ?? '', t);
  return t(`mails.explained.${state}`, { answer: answer ?? '' });
}

/** Class 4 means that somebody tried for long, class 5 that trying again does not help. RFC 3463 section 3.1 */
export const bounceWords = (status: string, t: Translate): string =>
  t(status.startsWith('4') ? 'mails.explained.bouncedLater' : 'mails.explained.bouncedForGood', { status });

/** In whole where it is the person's today: agents may have entered another one, and addresses change hands. */
export const shownAddress = (address: string, { email }: SignedIn): string =>
  address.toLowerCase() === email?.toLowerCase() ? address : maskedEmail(address);

/** What it is about in a few words, and its page. */
export function aboutOf(subject: MailSubject): { id: string; text: string; href: string } {
  switch (subject.kind) {
    case 'request': {
      const { id, number, subject: title } = subject.of;
      return { id, text: `${number} · ${title}`, href: `/requests/${id}` };
    }
    case 'license': {
      const { licenseId: id, productName, serialNumber } = subject.of;
      return { id, text: `${productName} · ${serialNumber}`, href: `/licenses/${id}` };
    }
    case 'release': {
      const { id, productName, version } = subject.of;
      return { id, text: `${productName} ${version}`, href: `/downloads/${id}` };
    }
    case 'order': {
      const { id, number } = subject.of;
      return { id, text: number, href: `/orders/${id}` };
    }
  }
}
