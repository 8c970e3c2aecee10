import { InvalidInput } from '../../../../kernel/errors.js';
import { type CsvLine, readCsv } from './csv-lines.js';
import { Findings } from './findings.js';
import type { ImportedEntry, ReadImport } from './imported-request.js';

const needed = ['Ticket Number', 'Date Created', 'Subject', 'From', 'From Email', 'Current Status'];

/** What a request has a place for here, or what says nothing once it is somewhere else. */
const read = [
  ...needed,
  ...['Priority', 'Organization', 'Closed Date', 'Last Updated', 'Due Date'],
  ...[
    'SLA Due Date',
    'Overdue',
    'Answered',
    'Thread Count',
    'Reopen Count',
    'Attachment Count',
    'Task Count',
  ],
].map((name) => name.toLowerCase());

/**
 * Reads what the agent panel of osTicket exports of its requests: a line for each, without any message. What has no
 * place here, such as the department and fields of one's own, becomes an internal note.
 * @throws InvalidInput naming `file` when it is something else
 */
export function readOsTicketCsv(text: string): ReadImport {
  const findings = new Findings();
  const { names, lines } = readCsv(text);
  const missing = needed.filter((name) => !names.includes(name.toLowerCase()));
  if (missing.length > 0)
    throw InvalidInput.field(
      'file',
      `These columns are missing: ${missing.join(', ')}. Choose them when you export, in English; or export the tables as JSON.`,
    );
  for (const one of lines) readLine(one, names, findings);
  return findings.all();
}

function readLine({ line, cells }: CsvLine, names: readonly string[], findings: Findings): void {
  const where = `line ${line}`;
  const of = (column: string): string => cells[column.toLowerCase()] ?? '';
  if (of('Current Status').toLowerCase() === 'deleted') return;
  const number = of('Ticket Number').replace(/^#/, '');
  if (number === '') findings.problem(where, 'Ticket Number', 'Give the number that the request has there.');
  const openedAt = findings.instant(where, 'Date Created', of('Date Created'));
  findings.add({
    where,
    // The tables know requests by another key.
    externalId: `#${number}`,
    oldNumber: number,
    subject: findings.subject(of('Subject')),
    status: findings.status(where, of('Current Status')),
    priority: findings.priority(where, of('Priority')),
    kind: 'support',
    organization: of('Organization'),
    requester: { email: of('From Email'), name: of('From') },
    assigneeEmail: '',
    tags: [],
    shared: false,
    openedAt,
    closedAt: of('Closed Date') ? findings.instant(where, 'Closed Date', of('Closed Date')) : null,
    entries: noteOf({ cells, names, at: openedAt }, findings),
  });
}

function noteOf(
  {
    cells,
    names,
    at,
  }: { readonly cells: CsvLine['cells']; readonly names: readonly string[]; readonly at: Date },
  findings: Findings,
): ImportedEntry[] {
  const facts = names
    .filter((name) => !read.includes(name) && cells[name])
    .map((name) => `${name}: ${cells[name]}`);
  if (facts.length === 0) return [];
  return [
    {
      ...{ visibility: 'internal', from: 'staff', author: { email: '', name: 'osTicket' }, at, files: [] },
      body: findings.body(facts.join('\n')),
    },
  ];
}
