import type { ReceivedMail } from './smtp-sink.js';

/** A mail of the demo's mailbox. */
export interface BoxedMail extends ReceivedMail {
  /** Every absolute address in it, once, in the order of the text. */
  readonly links: readonly string[];
}

/** The sink's list with the links of each mail, newest first. */
export function boxedMails(list: unknown): readonly BoxedMail[] {
  return (list as readonly ReceivedMail[]).map((mail) => ({ ...mail, links: linksIn(mail) }));
}

/** The page of the mailbox: the list, and the mail that is open. */
export function mailboxView(mails: readonly BoxedMail[], open: BoxedMail | null, locale: string) {
  const sent = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const view = (mail: BoxedMail) => ({
    ...mail,
    recipients: mail.to.join(', '),
    sent: sent.format(new Date(mail.date)),
    current: mail === open,
  });
  return { mails: mails.map(view), selected: open && view(open) };
}

function linksIn(mail: ReceivedMail): string[] {
  const inText = mail.text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const inHtml = [...mail.html.matchAll(/href="(https?:\/\/[^"]+)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  );
  return [...new Set([...inText.map((link) => link.replace(/[.,;:!?]+$/, '')), ...inHtml])];
}
