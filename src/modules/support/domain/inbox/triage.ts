import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../../kernel/change.js';
import { day, later } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { TicketId } from '../../events/ticket-words.js';

export const mostTags = 20;
const longestSnooze = 366 * day;

/** How agents sort a request: by tags, and until when it is out of their sight. Customers notice neither. */
@Entity({ schema: 'support', tableName: 'triage' })
export class Triage {
  @PrimaryKey({ type: 'uuid' })
  readonly ticketId!: TicketId;
  @Property({ type: 'uuid' })
  readonly organizationId!: string;
  /** In the normal form of {@link normalTag}, sorted, each once. */
  @Property({ type: 'array' })
  readonly tags: string[] = [];
  @Property({ type: 'datetime', nullable: true })
  readonly snoozedUntil: Date | null = null;
  /** What happens in public after it wakes the request. */
  @Property({ type: 'datetime', nullable: true })
  readonly snoozedAt: Date | null = null;

  static of(ticket: { readonly id: TicketId; readonly organizationId: string }): Triage {
    const triage = new Triage();
    change<Triage>(triage, { ticketId: ticket.id, organizationId: ticket.organizationId });
    return triage;
  }

  /** These tags and no others. @throws InvalidInput for words that are no tags, or too many */
  tag(words: readonly string[]): void {
    change<Triage>(this, { tags: tagsOf(words) });
  }

  /** @throws InvalidInput unless the time is ahead, by a year at most */
  snooze(until: Date, now: Date): void {
    if (!(until > now && until <= later(now, longestSnooze)))
      throw InvalidInput.field('until', 'Choose a time ahead, within a year.');
    change<Triage>(this, { snoozedUntil: until, snoozedAt: now });
  }

  wake(): void {
    change<Triage>(this, { snoozedUntil: null, snoozedAt: null });
  }
}

/** The tags as they are kept: sorted, each once. @throws InvalidInput for words that are no tags, or too many */
export function tagsOf(words: readonly string[]): string[] {
  const tags = [...new Set(words.map(normalTag))].sort();
  if (tags.length > mostTags) throw InvalidInput.field('tags', `Use at most ${mostTags} tags.`);
  return tags;
}

/**
 * The tag as it is kept: lower case, words joined by hyphens, 1 to 40 characters.
 * @throws InvalidInput for anything else
 */
export function normalTag(text: string): string {
  const tag = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '-');
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\p{M}._:+#-]{0,39}$/u.test(tag))
    throw InvalidInput.field('tags', `Write tags of letters, digits and hyphens, 40 characters at most.`);
  return tag;
}
