import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** What every member may know of the organization. */
@Injectable()
export class ShowOrganization {
  constructor(private readonly database: ReadDatabase) {}

  /** The names of the owners; nobody's for a key holder, who is limited to one license. */
  async execute({
    organizationId,
    limitedTo,
  }: CustomerActor): Promise<{ readonly owners: readonly string[] }> {
    if (limitedTo) return { owners: [] };
    const rows = await this.database.many<{ name: string }>(sql`
      select u.name from identity.membership m join identity.user u on u.id = m.user_id
      where m.organization_id = ${organizationId} and m.role = 'owner' and m.removed_at is null
        and u.disabled_at is null
      order by m.joined_at, u.id limit 20`);
    return { owners: rows.map(({ name }) => name) };
  }
}
