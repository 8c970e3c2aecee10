import { z } from 'zod';
import { InvalidInput } from '../../../../kernel/errors.js';
import { plainText } from '../plain-text.js';
import { Findings } from './findings.js';
import type { ImportedEntry, ImportedFile, ImportedPerson, ReadImport } from './imported-request.js';
import { base64, byKey, cell, grouped, parsedJson, type Row, rowsOf } from './json-file.js';

const file = z.object({
  tickets: z.array(z.unknown()),
  articles: z.array(z.unknown()),
  users: z.array(z.unknown()).default([]),
  organizations: z.array(z.unknown()).default([]),
});
const ticket = z.object({
  id: cell,
  number: cell,
  title: z.string(),
  state: z.string(),
  priority: cell,
  customer_id: cell,
  owner_id: cell,
  organization_id: cell,
  created_at: z.string(),
  close_at: cell,
  tags: z.array(z.string()).default([]),
});
const attachment = z.object({
  id: cell,
  filename: z.string(),
  /** Base64; whoever exports may put it here instead of into a folder. */
  data: base64.optional(),
  preferences: z.object({ 'content-alternative': z.boolean().optional() }).optional(),
});
const article = z.object({
  id: cell,
  ticket_id: cell,
  sender: z.string(),
  internal: z.boolean(),
  created_by_id: cell,
  from: cell,
  body: z.string(),
  content_type: z.string().default('text/html'),
  created_at: z.string(),
  attachments: z.array(attachment).default([]),
});
const user = z.object({ id: cell, email: cell, firstname: cell, lastname: cell });
const organization = z.object({ id: cell, name: z.string(), shared: z.boolean().default(false) });

type Article = z.output<typeof article>;
type User = z.output<typeof user>;

/** What was merged lives on in another request, with its articles; what was removed does not. */
const leftOut = ['merged', 'removed'];

/**
 * Reads what Zammad's REST API answers to `tickets?expand=true`, articles, users and organizations, in one file.
 * @throws InvalidInput naming `file` when it is something else
 */
export function readZammad(text: string): ReadImport {
  const read = file.safeParse(parsedJson(text));
  if (!read.success)
    throw InvalidInput.field(
      'file',
      'Put an object with the lists tickets, articles, users and organizations into it.',
    );
  const findings = new Findings();
  const of = (name: string) => ({ name, findings });
  const users = byKey(rowsOf(read.data.users, user, of('users')), ({ id }) => id);
  const places = byKey(rowsOf(read.data.organizations, organization, of('organizations')), ({ id }) => id);
  const articles = grouped(rowsOf(read.data.articles, article, of('articles')), ({ ticket_id }) => ticket_id);
  for (const { where, row } of rowsOf(read.data.tickets, ticket, of('tickets'))) {
    if (leftOut.includes(row.state.toLowerCase())) continue;
    const place = places.get(row.organization_id);
    findings.add({
      where,
      externalId: row.id,
      oldNumber: row.number || row.id,
      subject: findings.subject(row.title),
      status: row.state.toLowerCase() === 'open' ? 'in-progress' : findings.status(where, row.state),
      priority: findings.priority(where, row.priority),
      kind: 'support',
      organization: place?.name ?? '',
      requester: personOf(users.get(row.customer_id)),
      assigneeEmail: users.get(row.owner_id)?.email ?? '',
      tags: findings.tags(where, row.tags),
      shared: place?.shared ?? false,
      openedAt: findings.instant(where, 'created_at', row.created_at),
      closedAt: row.close_at ? findings.instant(where, 'close_at', row.close_at) : null,
      entries: (articles.get(row.id) ?? [])
        .map((one) => entryOf(one, { users, where, findings }))
        .sort((a, b) => a.at.getTime() - b.at.getTime()),
    });
  }
  return findings.all();
}

function entryOf(
  { where: place, row }: Row<Article>,
  {
    users,
    where,
    findings,
  }: { readonly users: ReadonlyMap<string, User>; readonly where: string; readonly findings: Findings },
): ImportedEntry {
  const author = users.get(row.created_by_id);
  const body = row.content_type === 'text/plain' ? row.body : plainText(row.body);
  return {
    visibility: row.internal ? 'internal' : 'public',
    from: row.sender.toLowerCase() === 'customer' ? 'customer' : 'staff',
    author: author ? personOf(author) : { email: '', name: row.from },
    at: findings.instant(where, `created_at of ${place}`, row.created_at),
    body: findings.body(body),
    files: filesOf(row),
  };
}

/** What an article says once more as HTML is no file of anybody. */
function filesOf(row: Article): ImportedFile[] {
  return row.attachments
    .filter(({ preferences }) => preferences?.['content-alternative'] !== true)
    .map(({ id, filename, data }) => ({
      name: filename,
      paths: [[row.ticket_id, row.id, id].join('/')],
      content: data ?? null,
    }));
}

const personOf = (person: User | undefined): ImportedPerson => ({
  email: person?.email ?? '',
  name: [person?.firstname, person?.lastname].filter(Boolean).join(' '),
});
