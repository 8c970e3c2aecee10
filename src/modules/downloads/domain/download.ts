import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id } from '../../../kernel/ids.js';
import { ArtifactDownloaded } from '../events/artifact-downloaded.js';

/** A server that sends files for the portal. */
export type Carrier = 'nginx' | 'storage';

/** One answer that sent bytes of a file: who got which bytes. A resumed download has several. */
export interface Delivery {
  readonly organizationId: string | null;
  /** Null when an updater fetched it. */
  readonly userId: string | null;
  readonly releaseId: string;
  readonly artifactId: string;
  /** Counted from 0. */
  readonly firstByte: number;
  readonly bytesSent: number;
  /** True when the person has every byte of the file with this answer, however many ranges it took. */
  readonly completed: boolean;
  /** Who sent the bytes in place of the portal, which then knows neither how many nor whether all; null: the portal. */
  readonly handedTo: Carrier | null;
}

/** A row of the download log; written once, never changed. */
@Entity({ schema: 'downloads', tableName: 'download_log' })
export class Download extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: Id<'download'>;

  @Property({ type: 'datetime' })
  readonly endedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  readonly organizationId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  readonly userId!: string | null;

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

  @Property({ type: 'text', nullable: true })
  readonly handedTo!: Carrier | null;

  static of(id: Id<'download'>, delivery: Delivery, endedAt: Date): Download {
    const download = new Download();
    change<Download>(download, { ...delivery, id, endedAt });
    return download;
  }

  /** It is the first time that this person has the file, as far as the portal can tell. An updater is nobody. */
  isFirstOfPerson(): void {
    const { releaseId, artifactId, organizationId, userId, handedTo, endedAt } = this;
    if (userId === null) return;
    const delivery = handedTo === null ? 'completed' : 'handed-over';
    this.raise(ArtifactDownloaded.of({ releaseId, artifactId, organizationId, userId, delivery }, endedAt));
  }
}
