import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import { newId } from '../../../kernel/ids.js';

/** One link of a session's chain of refresh tokens. A second use means a copy is about: the session ends. */
@Entity({ schema: 'identity', tableName: 'refresh_token' })
export class RefreshToken {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly sessionId!: string;

  @Property({ type: 'text', hidden: true })
  readonly tokenHash!: string;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly usedAt!: Date | null;

  static issue(about: { sessionId: string; tokenHash: string; now: Date }): RefreshToken {
    const token = new RefreshToken();
    const { sessionId, tokenHash, now } = about;
    change<RefreshToken>(token, { id: newId(), sessionId, tokenHash, createdAt: now, usedAt: null });
    return token;
  }

  use(now: Date): void {
    change<RefreshToken>(this, { usedAt: now });
  }
}
