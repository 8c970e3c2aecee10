import type { Reader } from '../../../../platform/http/readers.js';
import type { HeldElsewhere, ShownHeldReply } from '../../application/sending/show-held-replies.js';

/** Until when a reply can be taken back: in words, and in what is left of it. */
export function countdownOf(deliverAt: Date, { t, locale, timeZone, now }: Reader) {
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone });
  return {
    text: t('sending.until', { time: clock.format(deliverAt) }),
    leftMs: Math.max(0, deliverAt.getTime() - now.getTime()),
  };
}

const undoOf = (ticketId: string, id: string) => `/admin/tickets/${ticketId}/held-replies/${id}/undo`;

/** Replies that the agent may still take back. */
export function heldRepliesView(ticketId: string, held: readonly ShownHeldReply[], reader: Reader) {
  return held.map(({ id, body, fileNames, deliverAt }) => ({
    ...{ id, body, fileNames },
    undoHref: undoOf(ticketId, id),
    ...countdownOf(deliverAt, reader),
  }));
}

/** The same of other requests, for the corner of the page. */
export function heldElsewhereView(held: readonly HeldElsewhere[], reader: Reader) {
  return held.map(({ id, ticketId, number, deliverAt }) => ({
    number,
    href: `/admin/tickets/${ticketId}`,
    undoHref: undoOf(ticketId, id),
    undo: reader.t('sending.undoOf', { number }),
    ...countdownOf(deliverAt, reader),
  }));
}
