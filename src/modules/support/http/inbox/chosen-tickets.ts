import { z } from 'zod';
import { id } from '../../../../platform/http/fields.js';
import { mostAtOnce } from '../../application/inbox/change-many.js';

const none = 'Choose at least one request.';
const many = `Choose at most ${mostAtOnce} requests.`;

/** Requests that programs name. */
export const ticketIds = z.array(id('request')).min(1, none).max(mostAtOnce, many);

/** Requests that were ticked on a page: none, one, or several. */
export const tickedTickets = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value].filter((one) => typeof one === 'string')),
  ticketIds,
);
