/** What happened. Each kind has a subject: a request, a license, a release or an order. */
export const notificationKinds = [
  'reply',
  'license-ending',
  'maintenance-ending',
  'release',
  'invoice',
] as const;

export type NotificationKind = (typeof notificationKinds)[number];
