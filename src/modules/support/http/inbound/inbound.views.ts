import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatSize } from '../../../../platform/i18n/format.js';
import type { ListedMail, MailOfTicket } from '../../application/inbound/list-inbound-mails.js';
import type { ShownMail } from '../../application/inbound/show-inbound-mail.js';
import type { InboundMailStatus } from '../../events/inbound-words.js';
import { address, timeOf } from '../tickets.wording.js';
import { type MailsAddress, mailViews } from './inbound.schemas.js';

export const mailsPath = '/admin/inbound-mails';

const badges: Readonly<Record<InboundMailStatus, { readonly tone: string; readonly icon: string }>> = {
  received: { tone: 'info', icon: 'loader' },
  taken: { tone: 'success', icon: 'circle-check' },
  held: { tone: 'warning', icon: 'circle-pause' },
  automatic: { tone: 'neutral', icon: 'bot' },
  discarded: { tone: 'neutral', icon: 'trash-2' },
};

const statusOf = (status: InboundMailStatus, { t }: Reader) => ({
  ...badges[status],
  label: t(`inbound.status.${status}`),
});

const senderOf = ({ fromName, fromAddress }: ListedMail, { t }: Reader): string =>
  fromName || fromAddress || t('inbound.nobody');

const mailRow = (mail: ListedMail, reader: Reader) => ({
  href: `${mailsPath}/${mail.id}`,
  subject: mail.subject || reader.t('inbound.noSubject'),
  sender: senderOf(mail, reader),
  address: mail.fromName ? mail.fromAddress : null,
  reason: mail.reason ? reader.t(`inbound.reason.${mail.reason}`) : null,
  ticket: mail.ticketNumber,
  at: timeOf(mail.receivedAt, reader),
});

export function mailsView(
  { items, nextCursor }: Listing<ListedMail>,
  { view }: MailsAddress,
  reader: Reader,
) {
  const { t } = reader;
  return {
    tabs: mailViews.map((value) => ({
      label: t(`inbound.views.${value}`),
      href: address(mailsPath, { view: value }),
      current: value === view,
    })),
    waiting: view === 'held',
    mails: items.map((mail) => mailRow(mail, reader)),
    nextHref: nextHref(mailsPath, nextCursor, { view }),
  };
}

/** Mails that wait beside their request. */
export const heldView = (mails: readonly MailOfTicket[], reader: Reader) =>
  mails.filter(({ status }) => status === 'held').map((mail) => mailRow(mail, reader));

/** What agents see below a message that came by mail; null for what was written on a page. */
export function messageMailView(mail: MailOfTicket | undefined, reader: Reader) {
  if (!mail) return null;
  const { address: from, sender, href } = mailRow(mail, reader);
  return {
    href,
    from: from ?? sender,
    quoted: mail.quoted,
  };
}

const nothingTyped: Omit<Refusal, 'code'> = { values: {}, errors: {}, summary: [], message: null };

export function mailView(mail: ShownMail, refusal: Refusal | null, reader: Reader) {
  const { t, locale } = reader;
  const row = mailRow(mail, reader);
  const form: Omit<Refusal, 'code'> = refusal ?? nothingTyped;
  const { values } = form;
  return {
    ...row,
    breadcrumbs: [
      { label: t('support.inbox.title'), href: '/admin/tickets' },
      { label: t('inbound.title'), href: mailsPath },
      { label: row.subject },
    ],
    status: statusOf(mail.status, reader),
    open: mail.status === 'held' || mail.status === 'automatic',
    kept: mail.kept,
    why: mail.reason ? t(`inbound.why.${mail.reason}`) : null,
    text: mail.text,
    quoted: mail.quoted,
    files: mail.files.map(({ name, sizeBytes }) => ({ name, size: formatSize(sizeBytes, locale) })),
    facts: factsOf(mail, reader),
    form,
    number: values.number ?? mail.ticketNumber ?? '',
    email: values.email ?? (mail.places.length > 0 ? mail.fromAddress : ''),
    organizations:
      mail.places.length > 1 ? mail.places.map(({ id, name }) => ({ value: id, label: name })) : null,
  };
}

function factsOf(mail: ShownMail, reader: Reader) {
  const { t, locale } = reader;
  const ticket = { text: mail.ticketNumber, href: `/admin/tickets/${mail.ticketId}` };
  const known = mail.places.map(({ name }) => name).join(', ');
  return [
    { label: t('inbound.sender'), text: senderOf(mail, reader) },
    { label: t('inbound.address'), text: mail.fromAddress },
    { label: t('support.desk.customer'), text: known || t('inbound.stranger') },
    { label: t('inbound.received'), at: timeOf(mail.receivedAt, reader) },
    { label: t('inbound.size'), text: formatSize(mail.sizeBytes, locale) },
    ...(mail.ticketId ? [{ label: t('inbound.request'), ...ticket }] : []),
    ...(mail.settledAt ? [{ label: t('inbound.settled'), at: timeOf(mail.settledAt, reader) }] : []),
    ...(mail.settledByName ? [{ label: t('inbound.settledBy'), text: mail.settledByName }] : []),
  ];
}
