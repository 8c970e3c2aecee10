import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { StoredAttachment } from '../../domain/ticket.js';

/** A file that came in parts and goes with a message that is not sent yet. */
export interface WaitingFile {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

export interface WaitingFor {
  readonly userId: string;
  /** Null: a request that is not opened yet. */
  readonly ticketId: string | null;
}

const mostShown = 50;

/** Files that came in parts and wait for the message they go with; nobody but their sender knows them. */
@Injectable()
export class WaitingFiles {
  constructor(
    readonly em: EntityManager,
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @returns false when the same upload was kept before */
  @Transactional()
  async keep(uploadId: string, { userId, ticketId }: WaitingFor, file: StoredAttachment): Promise<boolean> {
    const { fileName, sizeBytes, contentType, sha256, storageKey, bundle = null } = file;
    const kept = await this.em.execute(
      `insert into support.waiting_file (id, user_id, ticket_id, file_name, size_bytes, content_type, sha256,
          storage_key, created_at, bundle)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb) on conflict (id) do nothing returning id`,
      [
        uploadId,
        userId,
        ticketId,
        fileName,
        sizeBytes,
        contentType,
        sha256,
        storageKey,
        this.clock.now(),
        bundle && JSON.stringify(bundle),
      ],
    );
    return kept.length > 0;
  }

  async of({ userId, ticketId }: WaitingFor): Promise<WaitingFile[]> {
    return await this.database.many<WaitingFile>(sql`
      select id, file_name as "fileName", size_bytes::float8 as "sizeBytes" from support.waiting_file
      where user_id = ${userId} and ticket_id is not distinct from ${ticketId}::uuid
      order by id limit ${mostShown}`);
  }
}
