import { expect } from '@jest/globals';
import { Queues } from '../../src/platform/queue/queues.js';
import { eventually } from '../harness/eventually.js';
import type { Portal } from '../harness/portal.js';

/** Nothing waits, nothing failed, nothing is in doubt. */
export async function nothingLeft(portal: Portal): Promise<void> {
  const [left] = await portal.sql(
    `select (select count(*)::int from platform.outbox where published_at is null) as outbox,
            (select count(*)::int from platform.dead_letter) as "deadLetters",
            (select count(*)::int from platform.mail_delivery where status not in ('sent', 'skipped')) as mails`,
  );
  expect(left).toEqual({ outbox: 0, deadLetters: 0, mails: 0 });
  // What repeats may have come due in this very moment; it ends too.
  await eventually('empty queues', async () => {
    const counts = Object.values(await portal.get(Queues).counts());
    return counts.every(({ waiting, active, delayed, failed }) => waiting + active + delayed + failed === 0);
  });
}
