import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { addressIn, narrowingOf } from './inbox-address.js';

const name = line(60, 'name');
/** Input and answers of the API. */
export const viewBody = z
  .strictObject({
    name,
    shared: z.boolean('Use true or false.').default(false).describe('True: all of the staff see it.'),
    filter: z
      .record(z.string().max(40), z.string().max(200))
      .refine((given) => Object.keys(given).length <= 10, 'Use at most 10 parameters.')
      .describe('Parameters of the inbox: view, query, tag, status, kind, priority, assignee.'),
  })
  .meta({
    id: 'NewSavedView',
    examples: [{ name: 'Urgent', filter: { view: 'active', priority: 'urgent' } }],
  });
export const viewAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shared: z.boolean(),
    mine: z.boolean().describe('Only its owner deletes it.'),
    filter: z.record(z.string(), z.string()),
  })
  .meta({ id: 'SavedView' });
export const viewList = z.object({ items: z.array(viewAnswer).describe('100 at most, by name.') });

/** What the form of the inbox sends: a name, and the address that it stands on. */
export const viewForm = z
  .object({ name, shared: z.string().optional(), from: z.string().max(2_000).catch('') })
  .transform(({ shared, from, ...words }) => ({
    ...words,
    shared: shared !== undefined,
    filter: narrowingOf(addressIn(from)),
  }));
