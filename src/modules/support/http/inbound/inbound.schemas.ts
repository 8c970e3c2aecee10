import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import { id, line } from '../../../../platform/http/fields.js';
import { listing, listQuery, pageCursor } from '../../../../platform/http/paging.js';
import type { ListedMail } from '../../application/inbound/list-inbound-mails.js';
import type { ShownMail } from '../../application/inbound/show-inbound-mail.js';
import { automaticKinds, heldReasons, inboundMailStatuses } from '../../events/inbound-words.js';

const at = z.iso.datetime();
const status = z.enum(inboundMailStatuses, 'Use received, taken, held, automatic or discarded.');
const number = line(40, 'reference');
const email = line(254, 'address');

/** Input of the API. */
export const mailsQuery = listQuery.extend({ status: status.optional() });
export const attachedMail = z
  .strictObject({ number })
  .meta({ id: 'AttachedMail', examples: [{ number: 'R-10001' }] });
export const openedMail = z
  .strictObject({
    email: email.describe('The proved address of the customer it is opened for.'),
    organizationId: id('organization').nullish().describe('Only where the customer is a member of several.'),
  })
  .meta({ id: 'OpenedMail', examples: [{ email: 'mira@fjord.example' }] });

/** Forms and addresses of pages. */
export const mailViews = ['held', 'automatic', 'taken', 'discarded'] as const;
export const mailsAddress = z.object({ view: z.enum(mailViews).catch('held'), cursor: pageCursor });
export const attachForm = z.object({ number });
export const openForm = z.object({
  email,
  organizationId: z
    .string()
    .optional()
    .transform((text) => (text && isId(text) ? text : null)),
});
export type MailsAddress = z.output<typeof mailsAddress>;

/** Answers of the API. */
const mail = z
  .object({
    id: z.uuid(),
    receivedAt: at,
    status: status.describe('held: an agent decides; automatic: no person wrote it.'),
    reason: z.enum([...heldReasons, ...automaticKinds]).nullable(),
    fromName: z.string(),
    fromAddress: z.string().describe('As the mail says; nothing of it is proved.'),
    subject: z.string(),
    ticketId: z.uuid().nullable().describe('The request that it is part of, or seems to be about.'),
    ticketNumber: z.string().nullable(),
  })
  .meta({ id: 'InboundMail' });
export const mailList = listing(mail);
export const mailDetail = mail
  .extend({
    sizeBytes: z.int(),
    kept: z.boolean().describe('False once the mail as it came is forgotten, after 90 days.'),
    text: z.string(),
    quoted: z.string().describe('What hangs on it from earlier mails.'),
    files: z.array(z.object({ name: z.string(), sizeBytes: z.int() })),
    settledAt: at.nullable(),
    settledBy: z.string().nullable().describe('The agent who decided; null: the portal did.'),
  })
  .meta({ id: 'InboundMailDetail' });
export const mailFiled = z.object({ ticketId: z.uuid() }).meta({ id: 'InboundMailFiled' });

export const toListed = (mail: ListedMail) => ({ ...mail, receivedAt: mail.receivedAt.toISOString() });

export function toDetail({ places: _, settledByName, ...mail }: ShownMail) {
  return { ...toListed(mail), settledAt: mail.settledAt?.toISOString() ?? null, settledBy: settledByName };
}
