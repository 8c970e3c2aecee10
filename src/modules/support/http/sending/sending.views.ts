import type { Reader } from '../../../../platform/http/readers.js';
import type { ShownHeldReply } from '../../application/sending/show-held-replies.js';

/** Replies that the agent may still take back. */
export function heldRepliesView(base: string, held: readonly ShownHeldReply[], reader: Reader) {
  const { t, locale, timeZone, now } = reader;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone });
  return held.map(({ id, body, fileNames, deliverAt }) => ({
    id,
    body,
    fileNames,
    undoHref: `${base}/held-replies/${id}/undo`,
    text: t('sending.until', { time: clock.format(deliverAt) }),
    leftMs: Math.max(0, deliverAt.getTime() - now.getTime()),
  }));
}
