import { normalTag } from '../../domain/inbox/triage.js';
import type { TicketPriority, TicketStatus } from '../../events/ticket-words.js';
import type { ImportedRequest, ImportProblem, ReadImport } from './imported-request.js';

const statuses: Readonly<Record<string, TicketStatus>> = {
  open: 'open',
  new: 'open',
  'in progress': 'in-progress',
  'in-progress': 'in-progress',
  'on hold': 'on-hold',
  'on-hold': 'on-hold',
  pending: 'on-hold',
  'pending reminder': 'on-hold',
  'pending close': 'on-hold',
  resolved: 'closed',
  closed: 'closed',
  archived: 'closed',
};

const priorities: Readonly<Record<string, TicketPriority>> = {
  '': 'normal',
  low: 'low',
  '1 low': 'low',
  normal: 'normal',
  '2 normal': 'normal',
  high: 'high',
  '3 high': 'high',
  urgent: 'urgent',
  emergency: 'urgent',
};

const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '');

/** Reads cells of a file and remembers what is wrong with them, so that one run tells everything. */
export class Findings {
  private readonly problems: ImportProblem[] = [];
  private readonly requests: ImportedRequest[] = [];

  problem(where: string, field: string, message: string): void {
    this.problems.push({ where, field, message });
  }

  status(where: string, text: string): TicketStatus {
    return this.word(statuses, { where, field: 'status', text }) ?? 'open';
  }

  priority(where: string, text: string): TicketPriority {
    return this.word(priorities, { where, field: 'priority', text }) ?? 'normal';
  }

  /** @param field that the text is from; an instant without a zone is one of UTC */
  instant(where: string, field: string, text: string): Date {
    const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i.test(text);
    const isOne = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/.test(text);
    const hasTime = text.length > 10;
    const at = isOne ? new Date(`${text.replace(' ', 'T')}${hasTime && !hasZone ? 'Z' : ''}`) : null;
    if (at && !Number.isNaN(at.getTime())) return at;
    this.problem(where, field, 'Write an instant like 2026-11-27T10:00:00Z.');
    return new Date(0);
  }

  /** Those that can be tags here; others are left out with a word. */
  tags(where: string, words: readonly string[]): string[] {
    const tags = words.flatMap((word) => {
      try {
        return [normalTag(word)];
      } catch {
        this.problem(
          where,
          'tags',
          `"${word}" can be no tag: use letters, digits and hyphens, 40 characters at most.`,
        );
        return [];
      }
    });
    return [...new Set(tags)].sort().slice(0, 20);
  }

  /** One line of at most 200 characters, as subjects are here. */
  subject(text: string): string {
    const line = storable(text)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim();
    return line.length > 200 ? `${line.slice(0, 199).toWellFormed()}…` : line || '–';
  }

  body(text: string): string {
    return storable(text).replaceAll('\r\n', '\n').trim();
  }

  add(request: ImportedRequest): void {
    const { where, externalId, oldNumber, openedAt, closedAt } = request;
    if (externalId === '' || externalId.length > 100)
      this.problem(where, 'ticket_id', 'Give the key that the request has there, 100 characters at most.');
    if (oldNumber.length > 100) this.problem(where, 'number', 'Use a reference of 100 characters at most.');
    if (closedAt && closedAt < openedAt)
      this.problem(where, 'closed_at', 'It cannot be closed before it was opened.');
    this.requests.push(request);
  }

  all(): ReadImport {
    const wrong = new Set(this.problems.map(({ where }) => where));
    return { requests: this.requests.filter(({ where }) => !wrong.has(where)), problems: this.problems };
  }

  private word<Word>(
    words: Readonly<Record<string, Word>>,
    { where, field, text }: { readonly where: string; readonly field: string; readonly text: string },
  ): Word | null {
    const key = text.trim().toLowerCase();
    const word = Object.hasOwn(words, key) ? words[key] : undefined;
    if (word !== undefined) return word;
    const known = Object.keys(words).filter((one) => one !== '');
    this.problem(where, field, `"${text}" is not known here. Use one of: ${known.join(', ')}.`);
    return null;
  }
}
