import { z } from 'zod';
import { plainText } from '../plain-text.js';
import { Findings } from './findings.js';
import type { ImportedEntry, ImportedPerson, ReadImport } from './imported-request.js';
import { byKey, cell, grouped, type Row } from './json-file.js';
import { OsTicketFiles } from './osticket-files.js';
import { OsTicketTables } from './osticket-tables.js';
import { readOsTicketCsv } from './read-osticket-csv.js';

const ticket = z.object({
  ...{ ticket_id: cell, number: cell, user_id: cell, status_id: cell, staff_id: cell },
  ...{ created: z.string(), closed: cell },
});
const details = z.object({ ticket_id: cell, subject: cell, priority: cell });
const status = z.object({ id: cell, name: z.string(), state: cell });
const priority = z.object({ priority_id: cell, priority: z.string() });
const user = z.object({ id: cell, name: cell, org_id: cell, default_email_id: cell });
const address = z.object({ id: cell, address: z.string() });
const organization = z.object({ id: cell, name: z.string() });
const staff = z.object({ staff_id: cell, firstname: cell, lastname: cell, email: cell });
const thread = z.object({ id: cell, object_id: cell, object_type: z.string() });
const entry = z.object({
  ...{
    id: cell,
    thread_id: cell,
    staff_id: cell,
    user_id: cell,
    type: z.enum(['M', 'R', 'N']),
    poster: cell,
  },
  ...{ body: z.string(), format: z.string().default('html'), created: z.string() },
});

/**
 * Reads osTicket's tables as phpMyAdmin exports them to JSON, or the CSV that its agent panel exports. Requests that were deleted there stay out.
 * @throws InvalidInput naming `file` when it is something else
 */
export function readOsTicket(text: string): ReadImport {
  if (!/^\s*[[{]/.test(text)) return readOsTicketCsv(text);
  const findings = new Findings();
  const tables = new OsTicketTables(text, findings);
  const files = new OsTicketFiles(tables);
  const people = new OsTicketPeople(tables);
  const subjects = byKey(tables.of('ticket__cdata', details), ({ ticket_id }) => ticket_id);
  const states = byKey(tables.of('ticket_status', status), ({ id }) => id);
  const words = byKey(tables.of('ticket_priority', priority), ({ priority_id }) => priority_id);
  const threads = byKey(
    tables.of('thread', thread).filter(({ row }) => row.object_type === 'T'),
    ({ object_id }) => object_id,
  );
  const entries = grouped(tables.of('thread_entry', entry), ({ thread_id }) => thread_id);
  for (const { where, row } of tables.of('ticket', ticket)) {
    const state = states.get(row.status_id);
    if (state?.state === 'deleted') continue;
    const about = subjects.get(row.ticket_id);
    const spoken = entries.get(threads.get(row.ticket_id)?.id ?? '') ?? [];
    findings.add({
      where,
      externalId: row.ticket_id,
      oldNumber: row.number || row.ticket_id,
      subject: findings.subject(about?.subject ?? ''),
      // People name their own statuses; what each means is its state.
      status: findings.status(where, state?.state || state?.name || ''),
      priority: findings.priority(where, words.get(about?.priority ?? '')?.priority ?? about?.priority ?? ''),
      kind: 'support',
      organization: people.organizationOf(row.user_id),
      requester: people.customer(row.user_id),
      assigneeEmail: people.colleague(row.staff_id).email,
      tags: [],
      shared: false,
      openedAt: findings.instant(where, 'created', row.created),
      closedAt: row.closed ? findings.instant(where, 'closed', row.closed) : null,
      entries: spoken
        .map((one) => entryOf(one, { people, files, where, findings }))
        .sort((a, b) => a.at.getTime() - b.at.getTime()),
    });
  }
  return findings.all();
}

function entryOf(
  { where: place, row }: Row<z.output<typeof entry>>,
  {
    people,
    files,
    where,
    findings,
  }: {
    readonly people: OsTicketPeople;
    readonly files: OsTicketFiles;
    readonly where: string;
    readonly findings: Findings;
  },
): ImportedEntry {
  const known = row.type === 'M' ? people.customer(row.user_id) : people.colleague(row.staff_id);
  return {
    visibility: row.type === 'N' ? 'internal' : 'public',
    from: row.type === 'M' ? 'customer' : 'staff',
    author: { email: known.email, name: known.name || row.poster },
    at: findings.instant(where, `created of ${place}`, row.created),
    body: findings.body(row.format === 'html' ? plainText(row.body) : row.body),
    files: files.of(row.id),
  };
}

/** People and their organizations by the ids that they have there. */
class OsTicketPeople {
  private readonly users;
  private readonly addresses;
  private readonly organizations;
  private readonly colleagues;

  constructor(tables: OsTicketTables) {
    this.users = byKey(tables.of('user', user), ({ id }) => id);
    this.addresses = byKey(tables.of('user_email', address), ({ id }) => id);
    this.organizations = byKey(tables.of('organization', organization), ({ id }) => id);
    this.colleagues = byKey(tables.of('staff', staff), ({ staff_id }) => staff_id);
  }

  customer(id: string): ImportedPerson {
    const found = this.users.get(id);
    const email = this.addresses.get(found?.default_email_id ?? '')?.address ?? '';
    return { email, name: found?.name ?? '' };
  }

  colleague(id: string): ImportedPerson {
    const found = this.colleagues.get(id);
    const name = [found?.firstname, found?.lastname].filter(Boolean).join(' ');
    return { email: found?.email ?? '', name };
  }

  organizationOf(userId: string): string {
    return this.organizations.get(this.users.get(userId)?.org_id ?? '')?.name ?? '';
  }
}
