import type { AutomaticKind } from '../../events/inbound-words.js';
import type { ParsedMail } from './parse-mail.js';

// What mailboxes say that answer by themselves and do not mark it; only together with an answer to one of our mails.
const absent =
  /^(?:(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|automatische antwort|abwesenheits(?:notiz|meldung)|r[ée]ponse automatique|absence du bureau|respuesta autom[áa]tica|fuera de la oficina|自動応答|自动回复)\b|自動応答|自动回复)/i;

/**
 * Null for what a person wrote.
 * @param ours what the Message-IDs of our own mails end with
 * @see RFC 3834, RFC 3464, RFC 2076
 */
export function automaticKind(mail: ParsedMail, ours: { readonly mailHost: string }): AutomaticKind | null {
  const first = (name: string): string => mail.headers.get(name)?.[0]?.trim().toLowerCase() ?? '';
  const submitted = first('auto-submitted').split(';')[0] ?? '';
  if (isOwn(mail, ours.mailHost)) return 'loop';
  if (isBounce(mail, first)) return 'bounce';
  if (submitted === 'auto-replied') return 'auto-reply';
  if (
    ['x-autoreply', 'x-autorespond', 'x-auto-response', 'x-autoresponse'].some((name) => first(name) !== '')
  )
    return 'auto-reply';
  const precedence = first('precedence');
  if (precedence === 'auto_reply') return 'auto-reply';
  if (absent.test(mail.subject)) return 'auto-reply';
  if (submitted !== '' && submitted !== 'no') return 'bulk';
  if (['bulk', 'junk', 'list'].includes(precedence) || first('list-id') !== '') return 'bulk';
  return null;
}

/** One of our own mails that somebody's rule sent back, or that we would send back to ourselves. */
function isOwn(mail: ParsedMail, mailHost: string): boolean {
  const id = mail.messageId?.toLowerCase() ?? '';
  return /^[0-9a-f-]{36}@/.test(id) && id.endsWith(`@${mailHost.toLowerCase()}`);
}

function isBounce(mail: ParsedMail, first: (name: string) => string): boolean {
  const type = first('content-type');
  if (type.startsWith('multipart/report') && /delivery-status|disposition-notification/.test(type))
    return true;
  if (mail.files.some((file) => file.type === 'message/delivery-status')) return true;
  if (first('x-failed-recipients') !== '') return true;
  const mailbox = mail.from?.address.split('@')[0] ?? '';
  return first('return-path') === '<>' && ['mailer-daemon', 'postmaster', ''].includes(mailbox);
}
