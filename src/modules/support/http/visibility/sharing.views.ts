import type { Reader } from '../../../../platform/http/readers.js';
import type { ShownTicket } from '../../application/show-ticket.js';
import type { Sharing } from '../../application/visibility/show-sharing.js';
import { nameOf } from '../tickets.wording.js';

/** Who sees the request, and the forms that change it. */
export function sharingView({ thread, people }: ShownTicket, sharing: Sharing, reader: Reader) {
  const { t } = reader;
  const { rule, mayShare, colleagues } = sharing;
  const seen = thread.confidential ? 'confidential' : rule.mode;
  const own = mayShare ? 'own' : 'others';
  return {
    text: t(`support.sharing.${own}.${seen}`),
    confidential: thread.confidential,
    mayShare,
    mayFollow: sharing.mayFollow && !sharing.follows,
    follows: sharing.follows,
    followers: thread.followerIds.map((id) => {
      const name = nameOf(people.get(id), 'customer', reader);
      return { id, name, remove: t('support.sharing.remove', { name }) };
    }),
    colleagues: colleagues.map(({ id, name }) => ({ value: id, label: name })),
  };
}
