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

function linksIn(mail: ReceivedMail): string[] {
  const inText = mail.text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const inHtml = [...mail.html.matchAll(/href="(https?:\/\/[^"]+)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  );
  return [...new Set([...inText.map((link) => link.replace(/[.,;:!?]+$/, '')), ...inHtml])];
}
