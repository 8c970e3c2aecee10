import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../../platform/ports/audience.js';
import type { Channel } from '../../domain/release-facts.js';

interface Row {
  readonly id: string;
  readonly userId: string;
  readonly organizationId: OrganizationId;
}

/** Who wants to be told of a release, as long as he may see it. */
@Injectable()
export class ReleaseSubscribers {
  constructor(
    private readonly database: ReadDatabase,
    private readonly audience: Audience,
  ) {}

  async of(release: { readonly productId: string; readonly channel: Channel }): Promise<Recipient[]> {
    const rows = await this.rows(release);
    return membersAmong(this.audience, rows);
  }

  /** The subscriptions of one person by which he is told; none when he ended them meanwhile. */
  async subscriptionsOf(
    userId: string,
    release: { readonly productId: string; readonly channel: Channel },
  ): Promise<readonly Row[]> {
    return (await this.rows(release)).filter((row) => row.userId === userId);
  }

  private rows({ productId, channel }: { productId: string; channel: Channel }): Promise<Row[]> {
    const wanted: readonly Channel[] = channel === 'beta' ? ['beta'] : ['stable', 'beta'];
    return this.database.many<Row>(sql`
      select id, user_id as "userId", organization_id as "organizationId"
      from downloads.release_subscription
      where product_id = ${productId} and channel = any(${wanted}::text[]) order by id`);
  }
}

/** Those of them who are members and may see downloads, today. */
export async function membersAmong(
  audience: Audience,
  people: readonly { readonly userId: string; readonly organizationId: OrganizationId }[],
): Promise<Recipient[]> {
  const found: Recipient[] = [];
  for (const organizationId of new Set(people.map((person) => person.organizationId))) {
    const wanted = new Set<string | null>(
      people.filter((person) => person.organizationId === organizationId).map(({ userId }) => userId),
    );
    const members = await audience.members(organizationId, 'downloads.read');
    found.push(...members.filter(({ userId }) => wanted.has(userId)));
  }
  return found;
}
