import type { Portal } from '../../harness/portal.js';

/** The path of the link in the newest mail to somebody. */
export function linkIn(portal: Portal, to: string, page: string): string {
  const mail = portal.mails().find((each) => each.to.includes(to) && each.text.includes(`/${page}?token=`));
  const link = new RegExp(`https?://[^\\s<>"]+/${page}\\?token=[^\\s<>"]+`).exec(mail?.text ?? '')?.[0];
  if (!link) throw new Error(`No mail to ${to} links to /${page}.`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** The eight digits that prove a claim. */
export function codeFor(portal: Portal, to: string): string {
  const code = /\b\d{8}\b/.exec(portal.mailTo(to)?.text.replaceAll(' ', '') ?? '')?.[0];
  if (!code) throw new Error(`No mail to ${to} has a code.`);
  return code;
}
