import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import { newId, type UserId } from '../../../kernel/ids.js';

/** A code of 80 bits that stands in for a lost password or authenticator once. Only its hash is kept. */
@Entity({ schema: 'identity', tableName: 'recovery_code' })
export class RecoveryCode {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'text', hidden: true })
  readonly codeHash!: string;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly usedAt!: Date | null;

  static of(about: { userId: UserId; codeHash: string; now: Date }): RecoveryCode {
    const code = new RecoveryCode();
    const { userId, codeHash, now } = about;
    change<RecoveryCode>(code, { id: newId(), userId, codeHash, createdAt: now, usedAt: null });
    return code;
  }

  use(now: Date): void {
    change<RecoveryCode>(this, { usedAt: now });
  }
}
