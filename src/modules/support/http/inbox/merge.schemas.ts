import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';

const into = line(20, 'reference').describe('The reference of the request that it goes into.');

export const mergeBody = z
  .strictObject({ into })
  .meta({ id: 'TicketMerge', examples: [{ into: 'R-10002' }] });
export const mergeForm = z.object({ into });
