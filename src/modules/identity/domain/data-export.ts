import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later } from '../../../kernel/clock.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { DataExportReady } from '../events/data-export-ready.js';
import { DataExportRequested } from '../events/data-export-requested.js';

/** A copy of a person's data: made by the worker, offered for 7 days. */
@Entity({ schema: 'identity', tableName: 'data_export' })
export class DataExport extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'datetime', length: 3 })
  readonly requestedAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  /** Null until the archive is made. */
  @Property({ type: 'text', nullable: true })
  readonly storageKey!: string | null;

  @Property({ type: 'bigint', nullable: true })
  readonly sizeBytes!: number | null;

  static request(userId: UserId, now: Date): DataExport {
    const wanted = new DataExport();
    const id = newId<UserId>() as string;
    change<DataExport>(wanted, {
      id,
      userId,
      requestedAt: now,
      expiresAt: later(now, 7 * day),
      storageKey: null,
      sizeBytes: null,
    });
    wanted.raise(DataExportRequested.of({ userId, exportId: id }, now));
    return wanted;
  }

  /** The archive lies under the key; the person is told once. */
  complete(file: { readonly storageKey: string; readonly sizeBytes: number }, now: Date): void {
    if (this.storageKey !== null) return;
    change<DataExport>(this, file);
    this.raise(DataExportReady.of({ userId: this.userId, exportId: this.id }, now));
  }
}
