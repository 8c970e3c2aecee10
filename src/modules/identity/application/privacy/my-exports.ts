import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Storage } from '../../../../platform/storage/storage.js';

export interface MyExport {
  readonly id: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** Null while it is being made. */
  readonly sizeBytes: number | null;
}

/** The actor's exports, as long as they are offered. */
@Injectable()
export class MyExports {
  constructor(
    private readonly database: ReadDatabase,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  list(actor: SignedIn): Promise<MyExport[]> {
    return this.database.many<MyExport>(sql`
      select id, requested_at as "requestedAt", expires_at as "expiresAt", size_bytes as "sizeBytes"
      from identity.data_export where user_id = ${actor.userId} and expires_at > ${this.clock.now()}
      order by requested_at desc, id desc limit 50`);
  }

  /** @throws NotFound when it is not the actor's, not ready, or over */
  async open(
    actor: SignedIn,
    id: string,
  ): Promise<{ readonly content: Readable; readonly sizeBytes: number }> {
    const found = await this.database.one<{ key: string; sizeBytes: number }>(sql`
      select storage_key as key, size_bytes as "sizeBytes" from identity.data_export
      where id = ${id}::uuid and user_id = ${actor.userId} and expires_at > ${this.clock.now()}
        and storage_key is not null`);
    if (!found) throw NotFound.of('export');
    return { content: await this.storage.read(found.key), sizeBytes: found.sizeBytes };
  }
}
