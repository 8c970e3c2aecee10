import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../../kernel/change.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { Id } from '../../../../kernel/ids.js';
import type { TicketPriority, TicketStatus } from '../../events/ticket-words.js';
import { ensureKnownPlaceholders } from './placeholders.js';
import { tagsOf } from './triage.js';

export type MacroId = Id<'macro'>;

/** A macro as people write it. One with a text alone is a canned reply. */
export interface MacroWords {
  readonly name: string;
  /** Null: it writes nothing. */
  readonly body: string | null;
  /** Whether the customer gets the text, or it is a note. */
  readonly visibility: 'public' | 'internal';
  /** What it sets; null leaves it as it is. */
  readonly status: TicketStatus | null;
  readonly priority: TicketPriority | null;
  /** What it adds. */
  readonly tags: readonly string[];
  /** Whoever uses it has the request from then on. */
  readonly takeOver: boolean;
}

/** What agents answer and set again and again, shared by all of them (row SU-3). */
@Entity({ schema: 'support', tableName: 'macro' })
export class Macro {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: MacroId;
  @Property({ type: 'text' })
  readonly name!: string;
  @Property({ type: 'text', nullable: true })
  readonly body!: string | null;
  @Property({ type: 'text' })
  readonly visibility!: 'public' | 'internal';
  @Property({ type: 'text', nullable: true })
  readonly status!: TicketStatus | null;
  @Property({ type: 'text', nullable: true })
  readonly priority!: TicketPriority | null;
  @Property({ type: 'array' })
  readonly tags!: string[];
  @Property({ type: 'boolean' })
  readonly takeOver!: boolean;
  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @throws InvalidInput for a placeholder that is none, a word that is no tag, or a macro that does nothing */
  static write(id: MacroId, words: MacroWords): Macro {
    const macro = new Macro();
    change<Macro>(macro, { id, ...checked(words) });
    return macro;
  }

  /** @throws InvalidInput as {@link Macro.write} does */
  rewrite(words: MacroWords): void {
    change<Macro>(this, checked(words));
  }
}

function checked({ name, body, visibility, status, priority, tags, takeOver }: MacroWords) {
  if (body !== null) ensureKnownPlaceholders(body);
  else if (status === null && priority === null && tags.length === 0 && !takeOver)
    throw InvalidInput.field('body', 'Write a text, or choose what the macro sets.');
  return { name, body, visibility, status, priority, tags: tagsOf(tags), takeOver };
}
