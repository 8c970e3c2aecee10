import { z } from 'zod';
import { listing } from '../../../platform/http/paging.js';
import type { Reader } from '../../../platform/http/readers.js';
import type { Notification } from '../application/list-notifications.js';
import { notificationKinds } from '../application/notification-kind.js';
import { hrefOf, wordsOf } from './notifications.views.js';

const notification = z
  .object({
    id: z.uuid(),
    kind: z.enum(notificationKinds).describe('What happened.'),
    occurredAt: z.iso.datetime(),
    read: z.boolean(),
    title: z.string().describe('In your language.'),
    detail: z.string(),
    subjectId: z
      .uuid()
      .nullable()
      .describe('The request, license, release or order; null once you may not see it.'),
    href: z.string().nullable().describe('Its page; null once you may not see it.'),
  })
  .meta({ id: 'Notification', description: 'What happened to something of yours.' });

export const notificationList = listing(notification).meta({
  id: 'NotificationList',
  description: 'Notifications, newest first.',
});

export const readNotifications = z
  .strictObject({
    ids: z
      .array(z.uuid('Use the id of a notification.'))
      .min(1, 'Name at least one notification, or give upTo.')
      .max(100, 'Name at most 100 notifications at once.')
      .optional(),
    upTo: z.iso
      .datetime('Use an instant like 2026-11-27T08:00:00.000Z.')
      .optional()
      .describe('All that happened until then.'),
  })
  .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), {
    path: ['ids'],
    message: 'Give either ids or upTo.',
  })
  .meta({ id: 'ReadNotifications', description: 'Which notifications you have read.' });

/** Until when the page that carried the form was complete. */
export const readForm = z.object({ upTo: z.iso.datetime('Load the page again, and try once more.') });

export const notificationAnswer = (item: Notification, reader: Reader) => ({
  id: item.id,
  kind: item.kind,
  occurredAt: item.occurredAt.toISOString(),
  read: item.read,
  ...wordsOf(item.subject, reader),
  subjectId: item.subject && item.subjectId,
  href: hrefOf(item),
});
