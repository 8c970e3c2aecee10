import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import type { Id } from '../../../../kernel/ids.js';
import type { FieldType, TicketKind } from '../../events/ticket-words.js';

export type CategoryId = Id<'category'>;

/** A text in every language that staff write. */
export interface Worded {
  readonly en: string;
  readonly de: string;
}

/** One thing that a category asks for. */
export interface CategoryField {
  /** Names it in forms and the API; never shown. */
  readonly key: string;
  readonly type: FieldType;
  readonly label: Worded;
  readonly required: boolean;
  /** Of the type `choice`; empty for others. */
  readonly choices: readonly string[];
}

export interface CategoryWords {
  readonly name: Worded;
  readonly kind: TicketKind;
  readonly fields: readonly CategoryField[];
  /** Nobody chooses it any more; requests that did keep it. */
  readonly archived: boolean;
}

/** What a request can be about, with what staff need to know about it. */
@Entity({ schema: 'support', tableName: 'category' })
export class Category extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id: CategoryId;
  @Property({ type: 'json' })
  readonly name: Worded;
  @Property({ type: 'text' })
  readonly kind: TicketKind;
  @Property({ type: 'json' })
  readonly fields: readonly CategoryField[];
  @Property({ type: 'boolean' })
  readonly archived: boolean;
  @Property({ version: true, type: 'integer' })
  readonly version: number = 1;

  private constructor(id: CategoryId, { name, kind, fields, archived }: CategoryWords) {
    super();
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.fields = fields;
    this.archived = archived;
  }

  static write(id: CategoryId, words: CategoryWords): Category {
    return new Category(id, words);
  }

  rewrite({ name, kind, fields, archived }: CategoryWords): void {
    change<Category>(this, { name, kind, fields, archived });
  }
}
