import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../../platform/ports/audience.js';
import { gotTheFile } from '../log/got-the-file.js';
import { membersAmong } from '../subscriptions/release-subscribers.js';

/** Who has a whole file of a release, as long as he still may see downloads of the organization he got it for. */
@Injectable()
export class ReleaseDownloaders {
  constructor(
    private readonly database: ReadDatabase,
    private readonly audience: Audience,
  ) {}

  async of(releaseId: string): Promise<Recipient[]> {
    const rows = await this.database.many<{ userId: string; organizationId: OrganizationId }>(sql`
      select distinct user_id as "userId", organization_id as "organizationId"
      from downloads.download_log d
      where release_id = ${releaseId} and ${gotTheFile} and user_id is not null and organization_id is not null
      order by organization_id, user_id`);
    return membersAmong(this.audience, rows);
  }

  /** The organizations that the person downloaded it for. */
  async organizationsOf(userId: string, releaseId: string): Promise<readonly OrganizationId[]> {
    const rows = await this.database.many<{ id: OrganizationId }>(sql`
      select distinct organization_id as id from downloads.download_log d
      where release_id = ${releaseId} and user_id = ${userId} and ${gotTheFile} and organization_id is not null`);
    return rows.map(({ id }) => id);
  }
}
