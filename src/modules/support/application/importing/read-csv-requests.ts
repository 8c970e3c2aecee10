import { InvalidInput } from '../../../../kernel/errors.js';
import { type TicketKind, ticketKinds } from '../../events/ticket-words.js';
import { type CsvLine, readCsv } from './csv-lines.js';
import { Findings } from './findings.js';
import type { ImportedEntry, ReadImport } from './imported-request.js';

const columns = [
  ...['ticket_id', 'number', 'subject', 'status', 'priority', 'kind', 'organization', 'requester_email'],
  ...['requester_name', 'assignee_email', 'tags', 'shared', 'created_at', 'closed_at'],
  ...['message_at', 'message_from', 'message_visibility', 'author_email', 'author_name', 'message', 'files'],
] as const;
const needed = ['ticket_id', 'subject', 'status', 'created_at', 'message'];

/**
 * Reads a CSV with a line for each message; docs/importing.md says what its columns mean. What is said of the request
 * stands in its first line.
 * @throws InvalidInput naming `file` when it cannot be read at all
 */
export function readCsvRequests(text: string): ReadImport {
  const findings = new Findings();
  const requests = new Map<string, [CsvLine, ...CsvLine[]]>();
  for (const numbered of linesOf(text)) {
    const key = numbered.cells.ticket_id ?? '';
    const known = requests.get(key);
    if (known) known.push(numbered);
    else requests.set(key, [numbered]);
  }
  for (const lines of requests.values()) readRequest(lines, findings);
  return findings.all();
}

function readRequest(lines: readonly [CsvLine, ...CsvLine[]], findings: Findings): void {
  const [{ line, cells }] = lines;
  const where = `line ${line}`;
  const of = (column: string): string => cells[column] ?? '';
  const requester = { email: of('requester_email'), name: of('requester_name') };
  findings.add({
    where,
    externalId: of('ticket_id'),
    oldNumber: of('number') || of('ticket_id'),
    subject: findings.subject(of('subject')),
    status: findings.status(where, of('status')),
    priority: findings.priority(where, of('priority')),
    kind: kindOf(where, of('kind'), findings),
    organization: of('organization'),
    requester,
    assigneeEmail: of('assignee_email'),
    tags: findings.tags(
      where,
      of('tags')
        .split(/[,;]/)
        .filter((tag) => tag.trim() !== ''),
    ),
    shared: oneOf(['no', 'yes'], where, { field: 'shared', text: of('shared') }, findings) === 'yes',
    openedAt: findings.instant(where, 'created_at', of('created_at')),
    closedAt: of('closed_at') ? findings.instant(where, 'closed_at', of('closed_at')) : null,
    entries: lines
      .map((one) => entryOf(one, where, findings))
      .map((entry) =>
        entry.from === 'customer' && !entry.author.email && !entry.author.name
          ? { ...entry, author: requester }
          : entry,
      )
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
  });
}

function entryOf({ line, cells }: CsvLine, request: string, findings: Findings): ImportedEntry {
  // A problem of any line keeps the whole request out.
  const where = request;
  const of = (column: string): string => cells[column] ?? '';
  const at = of('message_at') || of('created_at');
  return {
    visibility: oneOf(
      ['public', 'internal'],
      where,
      { field: `message_visibility of line ${line}`, text: of('message_visibility') },
      findings,
    ),
    from: oneOf(
      ['customer', 'staff'],
      where,
      { field: `message_from of line ${line}`, text: of('message_from') },
      findings,
    ),
    author: { email: of('author_email'), name: of('author_name') },
    at: findings.instant(where, `message_at of line ${line}`, at),
    body: findings.body(of('message')),
    files: listed(of('files')).map((path) => ({ name: path, paths: [path], content: null })),
  };
}

const listed = (cell: string): string[] =>
  cell
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The first is meant where nothing is written. */
function oneOf<Word extends string>(
  words: readonly [Word, ...Word[]],
  where: string,
  { field, text }: { readonly field: string; readonly text: string },
  findings: Findings,
): Word {
  if (text === '') return words[0];
  const word = words.find((one) => one === text.toLowerCase());
  if (word === undefined) findings.problem(where, field, `Write one of: ${words.join(', ')}.`);
  return word ?? words[0];
}

function kindOf(where: string, text: string, findings: Findings): TicketKind {
  const [first, ...rest] = ticketKinds;
  return oneOf([first, ...rest], where, { field: 'kind', text }, findings);
}

function linesOf(text: string): CsvLine[] {
  const { names, lines } = readCsv(text);
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) throw refused(`These columns are missing: ${missing.join(', ')}.`);
  const strange = names.filter((name) => !columns.some((one) => one === name));
  if (strange.length > 0)
    throw refused(`These columns are not known: ${strange.join(', ')}. Leave them out.`);
  return lines;
}

const refused = (message: string): InvalidInput => InvalidInput.field('file', message);
