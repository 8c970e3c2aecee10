import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { Correspondents } from '../../../../platform/ports/correspondents.js';
import { FindActor } from './find-actor.js';

interface Place {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
}

/** Looks at every mail anew, as with requests: who was removed writes in nobody's name any more (security.md B5). */
@Injectable()
export class PresentCorrespondents extends Correspondents {
  constructor(
    private readonly database: ReadDatabase,
    private readonly actors: FindActor,
    private readonly clock: Clock,
  ) {
    super();
  }

  withAddress(address: string): Promise<readonly CustomerActor[]> {
    return this.those(sql`lower(u.email) = ${address.toLowerCase()} and u.email_verified_at is not null`);
  }

  withId(userId: UserId): Promise<readonly CustomerActor[]> {
    return this.those(sql`u.id = ${userId}`);
  }

  private async those(condition: Statement): Promise<readonly CustomerActor[]> {
    const places = await this.database.many<Place>(sql`
      select u.id as "userId", p.organization_id as "organizationId"
      from identity.user u join (
        select user_id, organization_id from identity.membership where removed_at is null
        union select user_id, organization_id from identity.key_holder) p on p.user_id = u.id
      where ${condition} and u.disabled_at is null order by p.organization_id limit 20`);
    const actors = await Promise.all(places.map((place) => this.actorOf(place)));
    return actors.flatMap((actor) => (actor?.kind === 'customer' ? [actor] : []));
  }

  private actorOf({ userId, organizationId }: Place) {
    const bearer = { credentialId: userId, apiTokenId: null, since: this.clock.now() };
    return this.actors.byPlace({ ...bearer, userId, organizationId });
  }
}
