import type { SavedFilter } from '../../application/inbox/saved-views.js';
import { type InboxAddress, inboxAddress } from '../tickets.forms.js';
import { address } from '../tickets.wording.js';

/** What of an address narrows the inbox: all but the place where its list goes on. */
export function narrowingOf({
  view,
  query,
  tag,
  version,
  status,
  kind,
  priority,
  assignee,
}: InboxAddress): SavedFilter {
  const given = Object.entries({ view, query, tag, version, status, kind, priority, assignee });
  return Object.fromEntries(given.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** The inbox as a form names it in its hidden field: the parameters of its address. */
export const addressIn = (parameters: unknown): InboxAddress =>
  inboxAddress.parse(
    Object.fromEntries(new URLSearchParams(typeof parameters === 'string' ? parameters : '')),
  );

export const inboxHref = (filter: Readonly<Record<string, string | undefined>>): string =>
  address('/admin/tickets', filter);
