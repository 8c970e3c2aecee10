import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { nothing, sql } from '../../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../../platform/http/paging.js';
import { DownloadLog, type LoggedDownload } from './download-log.js';

/** Who of the organization downloaded what, newest first; without the right to manage it, one's own only (row DL-7). */
@Injectable()
export class ListDownloads {
  constructor(private readonly log: DownloadLog) {}

  /** Whether the list has everybody's. */
  isOfAll(actor: CustomerActor): boolean {
    return may(actor, 'organization.manage');
  }

  async execute(
    actor: CustomerActor,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Listing<LoggedDownload>> {
    const { organizationId, userId } = actor;
    const own = this.isOfAll(actor) ? nothing : sql`and d.user_id = ${userId}`;
    const from = linesAfter(cursor);
    const rows = await this.log.read(sql`d.organization_id = ${organizationId} ${own} ${from}`, limit + 1);
    return pageOf(rows, limit, ({ endedAt }) => endedAt);
  }
}

/** The lines behind a cursor, to add to a condition on `d`. */
export function linesAfter(cursor: string | undefined) {
  const after = decodeInstantCursor(cursor);
  return after ? sql`and (d.ended_at, d.id) < (${after.at}, ${after.id}::uuid)` : nothing;
}
