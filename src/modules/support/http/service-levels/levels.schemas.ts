import { z } from 'zod';
import { id, line } from '../../../../platform/http/fields.js';
import type { DuePreview } from '../../application/service-levels/preview-due-times.js';
import { type TicketPriority, ticketKinds, ticketPriorities } from '../../events/ticket-words.js';

// Thirty days around the clock.
const range = 'Use 1 minute to 720 hours.';
const minutes = z.int(range).min(1, range).max(43_200, range);
const kind = z.enum(ticketKinds, 'Use support or service.');
const target = z.strictObject({
  firstResponseMinutes: minutes,
  resolutionMinutes: minutes.nullable().describe('Null: no time for the solution is promised.'),
  aroundTheClock: z.boolean().describe('True: every minute counts, not only those of opening hours.'),
});

const eachPriority = <Schema>(make: (priority: TicketPriority) => Schema) =>
  Object.fromEntries(ticketPriorities.map((priority) => [priority, make(priority)])) as Record<
    TicketPriority,
    Schema
  >;

/** What programs send. */
export const levelBody = z
  .strictObject({
    name: line(120, 'name'),
    calendarId: id('calendar'),
    kind: kind.nullable().default(null).describe('Null: for every kind of request.'),
    productId: id('product').nullable().default(null).describe('Null: for every product.'),
    targets: z.strictObject(eachPriority(() => target)),
  })
  .meta({ id: 'ServiceLevelRules' });

const duration = /^(\d{1,4})(?::([0-5]\d))?$/;

const durationField = z
  .string()
  .trim()
  .max(10, 'Write hours and minutes like 8:00 or 0:30.')
  .transform((text, context) => {
    const [, hours, rest = '0'] = duration.exec(text) ?? [];
    const total = Number(hours) * 60 + Number(rest);
    if (hours === undefined || !minutes.safeParse(total).success)
      context.addIssue({ code: 'custom', message: 'Write hours and minutes like 8:00 or 0:30.' });
    return total;
  });
const choice = z.string().transform((text) => text || null);
const fields = {
  ...Object.fromEntries(ticketPriorities.map((priority) => [`first-${priority}`, durationField])),
  ...Object.fromEntries(
    ticketPriorities.map((priority) => [
      `solution-${priority}`,
      z.preprocess((value) => (value === '' ? null : value), durationField.nullable()),
    ]),
  ),
  ...Object.fromEntries(ticketPriorities.map((priority) => [`always-${priority}`, z.string().optional()])),
};

/** What the form sends. */
export const levelForm = z
  .object({
    name: line(120, 'name'),
    calendarId: id('calendar'),
    kind: choice.pipe(kind.nullable()),
    productId: choice.pipe(id('product').nullable()),
    version: z.coerce.number().int().default(0),
    ...fields,
  })
  .transform(({ name, calendarId, kind: ofKind, productId, version, ...rest }) => {
    const typed = rest as unknown as Readonly<Record<string, number | string | null | undefined>>;
    const targets = eachPriority((priority) => ({
      firstResponseMinutes: Number(typed[`first-${priority}`]),
      resolutionMinutes: (typed[`solution-${priority}`] ?? null) as number | null,
      aroundTheClock: typed[`always-${priority}`] !== undefined,
    }));
    return { version, words: { name, calendarId, kind: ofKind, productId, targets } };
  });

export const levelAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    calendarId: z.uuid(),
    calendarName: z.string(),
    kind: kind.nullable(),
    productId: z.uuid().nullable(),
    productName: z.string().nullable(),
    targets: z.object(eachPriority(() => z.object(target.shape))),
    version: z.int().describe('Send it as If-Match, in quotes, when you change the service level.'),
  })
  .meta({ id: 'ServiceLevel' });
export const levelList = z.object({ items: z.array(levelAnswer) }).meta({ id: 'ServiceLevelList' });

export const previewQuery = z.strictObject({
  kind: kind.default('support'),
  productId: id('product').optional(),
});
const at = z.iso.datetime();
export const previewAnswer = z
  .object({
    openedAt: at,
    serviceLevelId: z.uuid(),
    serviceLevelName: z.string(),
    priorities: z.array(
      z.object({
        priority: z.enum(ticketPriorities),
        firstResponseDueAt: at,
        resolutionDueAt: at.nullable().describe('Null: no time for the solution is promised.'),
      }),
    ),
  })
  .meta({ id: 'DuePreview' });

export const toPreview = ({ openedAt, levelId, levelName, priorities }: DuePreview) => ({
  openedAt: openedAt.toISOString(),
  serviceLevelId: levelId,
  serviceLevelName: levelName,
  priorities: priorities.map(({ priority, firstResponseDueAt, resolutionDueAt }) => ({
    priority,
    firstResponseDueAt: firstResponseDueAt?.toISOString() ?? openedAt.toISOString(),
    resolutionDueAt: resolutionDueAt?.toISOString() ?? null,
  })),
});
