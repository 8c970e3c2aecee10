import type { z } from 'zod';
import type { ServiceLevelWords } from '../../domain/service-level/service-level.js';
import type { levelBody } from './levels.schemas.js';

/** What was sent as the use case takes it: ids are branded there. */
export const wordsOf = (body: z.output<typeof levelBody>): ServiceLevelWords => ({
  ...body,
  calendarId: body.calendarId as ServiceLevelWords['calendarId'],
});
