import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { type Carrier, type Delivery, Download } from '../domain/download.js';

/** Whose download it is: of a member, or of an organization's updater, which is nobody. */
export type Downloader = Pick<Delivery, 'organizationId' | 'userId'>;

/** An answer that has ended. */
export interface Answer {
  readonly releaseId: string;
  readonly artifactId: string;
  readonly sizeBytes: number;
  /** Counted from 0. */
  readonly firstByte: number;
  readonly bytesSent: number;
  /** False when the connection broke: then nobody knows how much of the end arrived. */
  readonly finished: boolean;
  /** Who was asked to send the bytes in place of the portal, which then knows nothing of what arrived. */
  readonly handedTo: Carrier | null;
}

/** Bytes of one person and file that came in more pieces start over; no program splits a file so. */
const maxStoredBytes = 64_000;

/**
 * Writes down which bytes of a file somebody got, when the answer has ended. Ranges are joined: a download counts
 * with the answer that makes the file whole (row DL-3).
 */
@Injectable()
export class RecordDownload {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ organizationId, userId }: Downloader, answer: Answer): Promise<void> {
    const { releaseId, artifactId, firstByte, bytesSent, handedTo } = answer;
    const now = this.clock.now();
    const { completed, first } = await this.outcome(userId, answer, now);
    const file = { releaseId, artifactId, firstByte, bytesSent, completed, handedTo };
    const download = Download.of(newId(), { organizationId, userId, ...file }, now);
    if (first) download.isFirstOfPerson();
    this.em.persist(download);
  }

  private async outcome(userId: string | null, answer: Answer, now: Date) {
    if (answer.handedTo) return { completed: false, first: await this.isFirstHandover(userId, answer, now) };
    return userId ? await this.join(userId, answer, now) : ofUpdater(answer);
  }

  // Only an answer from the first byte on: the others go on with what was handed over before.
  private async isFirstHandover(userId: string | null, answer: Answer, now: Date): Promise<boolean> {
    if (userId === null || answer.firstByte > 0) return false;
    const rows = await this.em.execute<object[]>(
      `insert into downloads.received as r (user_id, artifact_id, bytes, touched_at, completed_at)
        values (?, ?, '{}', ?, ?)
        on conflict (user_id, artifact_id) do update
          set touched_at = excluded.touched_at, completed_at = excluded.completed_at
          where r.completed_at is null
        returning r.user_id`,
      [userId, answer.artifactId, now, now],
    );
    return rows.length > 0;
  }

  private async join(userId: string, answer: Answer, now: Date) {
    const { artifactId, firstByte, sizeBytes } = answer;
    const [row] = await this.em.execute<{ whole: boolean; before: boolean }[]>(
      `insert into downloads.received as r (user_id, artifact_id, bytes, touched_at)
        values (?, ?, int8multirange(int8range(?::bigint, ?::bigint)), ?)
        on conflict (user_id, artifact_id) do update set touched_at = excluded.touched_at,
          bytes = case when pg_column_size(r.bytes) > ? then excluded.bytes else r.bytes + excluded.bytes end
        returning bytes @> int8multirange(int8range(0, ?::bigint)) as whole, completed_at is not null as before`,
      [userId, artifactId, firstByte, endOf(answer), now, maxStoredBytes, sizeBytes],
    );
    const completed = row?.whole === true && answer.finished;
    // Emptied, so that a second download of the same file counts when it is whole, too.
    if (completed)
      await this.em.execute(
        `update downloads.received set bytes = '{}', completed_at = coalesce(completed_at, ?)
          where user_id = ? and artifact_id = ?`,
        [now, userId, artifactId],
      );
    return { completed, first: completed && row.before === false };
  }
}

// Updaters are not told apart, so their ranges cannot be joined: the answer with the end of the file counts.
function ofUpdater(answer: Answer) {
  const { finished, firstByte, bytesSent, sizeBytes } = answer;
  return { completed: finished && firstByte + bytesSent === sizeBytes, first: false };
}

// Of an answer that broke, the last byte of the file does not count: only one that arrived makes it whole.
function endOf({ firstByte, bytesSent, sizeBytes, finished }: Answer): number {
  const end = firstByte + bytesSent;
  return Math.max(firstByte, finished ? end : Math.min(end, sizeBytes - 1));
}
