import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { nothing, sql } from '../../../../platform/database/read-database.js';
import { type Listing, pageOf } from '../../../../platform/http/paging.js';
import { People } from '../../../../platform/ports/people.js';
import { DownloadLog, type LoggedDownload } from './download-log.js';
import { linesAfter } from './list-downloads.js';

interface Wanted {
  readonly organizationId: string;
  /** Of one person only. */
  readonly userId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What a customer downloaded, newest first; for staff. */
@Injectable()
export class ListDownloadsForStaff {
  constructor(
    private readonly log: DownloadLog,
    private readonly people: People,
  ) {}

  /** @throws NotFound when there is no such organization */
  async execute({ organizationId, userId, limit, cursor }: Wanted): Promise<Listing<LoggedDownload>> {
    const id = organizationId as OrganizationId;
    if (!(await this.people.organizations([id])).has(id)) throw NotFound.of('customer');
    const one = userId === undefined ? nothing : sql`and d.user_id = ${userId}`;
    const rows = await this.log.read(sql`d.organization_id = ${id} ${one} ${linesAfter(cursor)}`, limit + 1);
    return pageOf(rows, limit, ({ endedAt }) => endedAt);
  }
}
