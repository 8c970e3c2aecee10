import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Id } from '../../../kernel/ids.js';

/** What one reader thinks of an article in one language. There is one per reader; the reader may change it. */
@Entity({ schema: 'knowledge', tableName: 'article_mark' })
export class ArticleMark {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: Id<'article-mark'>;

  @Property({ type: 'text' })
  readonly slug!: string;

  @Property({ type: 'text' })
  readonly locale!: string;

  /** See ReaderKey. */
  @Property({ type: 'text' })
  readonly reader!: string;

  @Property({ type: 'boolean' })
  readonly helpful!: boolean;

  @Property({ type: 'datetime' })
  readonly markedAt!: Date;
}
