import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import type { Id } from '../../../kernel/ids.js';

/** One answer that sent bytes of a file: who got which bytes. A resumed download has several. */
export interface Delivery {
  readonly organizationId: string | null;
  readonly userId: string;
  readonly releaseId: string;
  readonly artifactId: string;
  /** Counted from 0. */
  readonly firstByte: number;
  readonly bytesSent: number;
  /** True when all bytes that were asked for were sent, and the last of them is the file's last. */
  readonly completed: boolean;
}

/** A row of the download log; written once, never changed. */
@Entity({ schema: 'downloads', tableName: 'download_log' })
export class Download {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: Id<'download'>;

  @Property({ type: 'datetime' })
  readonly endedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  readonly organizationId!: string | null;

  @Property({ type: 'uuid' })
  readonly userId!: string;

  @Property({ type: 'uuid' })
  readonly releaseId!: string;

  @Property({ type: 'uuid' })
  readonly artifactId!: string;

  @Property({ type: new BigIntType('number') })
  readonly firstByte!: number;

  @Property({ type: new BigIntType('number') })
  readonly bytesSent!: number;

  @Property({ type: 'boolean' })
  readonly completed!: boolean;

  static of(id: Id<'download'>, delivery: Delivery, endedAt: Date): Download {
    const download = new Download();
    change<Download>(download, { ...delivery, id, endedAt });
    return download;
  }
}
