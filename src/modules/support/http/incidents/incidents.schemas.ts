import { z } from 'zod';
import { id, line, multiline } from '../../../../platform/http/fields.js';
import { listing } from '../../../../platform/http/paging.js';
import type { ListedIncident, ShownIncident } from '../../application/incidents/show-incidents.js';
import { ticketStatuses } from '../../events/ticket-words.js';
import { tickedTickets, ticketIds } from '../inbox/chosen-tickets.js';

const title = line(200, 'title');
const body = multiline(20_000, 'message');

/** Input and answers of the API. */
export const newIncident = z
  .strictObject({ title })
  .meta({ id: 'NewIncident', examples: [{ title: 'Activation fails since 3.2' }] });
export const gatherBody = z.strictObject({ ticketIds }).meta({ id: 'IncidentGathering' });
export const updateBody = z
  .strictObject({
    body,
    resolves: z.boolean('Use true or false.').default(false).describe('True: it closes the requests, too.'),
  })
  .meta({ id: 'NewIncidentUpdate' });
const headline = line(200, 'headline');
export const announceBody = z
  .strictObject({
    headline: headline.describe('What customers call it.'),
    productId: id('product').nullable().default(null).describe('Null: it affects every product.'),
  })
  .meta({ id: 'IncidentAnnouncement', examples: [{ headline: 'Activation is slow', productId: null }] });
const at = z.iso.datetime();
const item = z
  .object({ id: z.uuid(), title: z.string(), openedAt: at, resolvedAt: at.nullable(), requests: z.int() })
  .meta({ id: 'IncidentItem' });
export const incidentList = listing(item);
export const incidentAnswer = item
  .extend({
    announcement: z
      .object({ announcedAt: at, headline: z.string(), productId: z.uuid().nullable() })
      .nullable()
      .describe('What customers read on the status page; null: nothing.'),
    tickets: z
      .array(
        z.object({ id: z.uuid(), number: z.string(), subject: z.string(), status: z.enum(ticketStatuses) }),
      )
      .describe('The newest hundred.'),
    updates: z
      .array(
        z.object({
          id: z.uuid(),
          author: z.string().nullable(),
          body: z.string(),
          resolves: z.boolean(),
          writtenAt: at,
        }),
      )
      .describe('The newest hundred.'),
  })
  .meta({ id: 'Incident' });
export const updateMade = z.object({ id: z.uuid() }).meta({ id: 'IncidentUpdateMade' });

export const toItem = ({ openedAt, resolvedAt, ...incident }: ListedIncident) => ({
  ...incident,
  openedAt: openedAt.toISOString(),
  resolvedAt: resolvedAt?.toISOString() ?? null,
});
export const toIncident = ({ announcement, tickets, updates, ...incident }: ShownIncident) => ({
  ...toItem(incident),
  announcement: announcement && { ...announcement, announcedAt: announcement.announcedAt.toISOString() },
  tickets,
  updates: updates.map(({ writtenAt, ...update }) => ({ ...update, writtenAt: writtenAt.toISOString() })),
});

/** Forms of pages. */
export const incidentForm = z.object({ title });
export const gatherForm = z.object({ ticketId: tickedTickets });
export const updateForm = z
  .object({ body, resolves: z.string().optional() })
  .transform(({ resolves, ...said }) => ({ ...said, resolves: resolves !== undefined }));

const everyProduct = z.string().transform((text) => text || null);
export const announceForm = z.object({
  headline,
  productId: everyProduct.pipe(id('product').nullable()),
});
