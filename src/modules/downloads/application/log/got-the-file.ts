import { sql } from '../../../../platform/database/read-database.js';

/**
 * Whether the line `d` of the download log says that somebody has a whole file. Of one that nginx or the storage sends
 * we know no more than that all of it was handed to them.
 */
export const gotTheFile = sql`(d.completed or (d.handed_to is not null and d.first_byte = 0))`;

/** What we know of such a line: all bytes were sent, or another server was asked to send them. */
export type DeliveryKind = 'completed' | 'handed-over';

/** The `DeliveryKind` of the line `d`. */
export const deliveryColumn = sql`case when d.completed then 'completed' else 'handed-over' end as delivery`;
