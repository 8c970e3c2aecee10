import type { Refusal } from '../../../platform/http/pages.js';
import type { Reader } from '../../../platform/http/readers.js';
import type { TicketForStaff } from '../application/show-ticket-to-staff.js';
import { messageMailView } from './inbound/inbound.views.js';
import { passageView } from './redaction/redaction.views.js';
import { messageView } from './tickets.views.js';
import { address, initialsOf, nameOf, timeOf } from './tickets.wording.js';

/** Messages and notes in one order of time; each says which it is. */
export function entriesOf(
  { thread, notes, people, mails }: TicketForStaff,
  refusal: Refusal | null,
  reader: Reader,
) {
  const base = `/admin/tickets/${thread.id}`;
  const byMail = new Map(mails.map((mail) => [mail.messageId, mail]));
  const messages = thread.messages.map((message) => ({
    order: message.createdAt.getTime(),
    ...messageView(base, message, people, reader),
    redact: passageView(`${base}/messages/${message.id}`, `m-${message.id}`, refusal),
    mail: messageMailView(byMail.get(message.id), reader),
    splitHref: message.authorId === thread.requesterId && address(`${base}/split`, { message: message.id }),
    internal: false,
  }));
  const written = notes.map((note) => {
    const author = nameOf(people.get(note.authorId), 'staff', reader);
    return {
      order: note.createdAt.getTime(),
      anchor: `n-${note.id}`,
      author,
      initials: initialsOf(author),
      staff: true,
      internal: true,
      role: reader.t('support.desk.internalNote'),
      at: timeOf(note.createdAt, reader),
      body: note.body,
      removed: null,
      redact: passageView(`${base}/notes/${note.id}`, `n-${note.id}`, refusal),
      mail: null,
      files: [],
    };
  });
  return [...messages, ...written].sort((a, b) => a.order - b.order);
}
