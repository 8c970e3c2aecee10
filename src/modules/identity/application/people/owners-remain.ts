import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { LastOwner } from '../../domain/organization.errors.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';

/**
 * Keeps an owner for everyone in an organization, whatever becomes of one account (row ID-8). Somebody who is alone
 * in theirs leaves nobody behind. Works in the caller's transaction.
 */
@Injectable()
export class OwnersRemain {
  constructor(
    private readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
  ) {}

  /**
   * Whoever changes members of the same organizations waits until the transaction ends. Ask before you lock the user:
   * who lets a member go holds the organization first, too.
   * @throws LastOwner when colleagues would have no owner who manages and can sign in
   */
  async ensureWithout(userId: UserId): Promise<void> {
    const joined = await this.em.execute<{ organization_id: OrganizationId }[]>(
      `select organization_id from identity.membership where user_id = ? and removed_at is null
        order by organization_id`,
      [userId],
    );
    for (const { organization_id } of joined) await this.organizations.holdMembers(organization_id);
    const needed = await this.em.execute(
      `select 1 from identity.membership m join identity.user u on u.id = m.user_id
        where m.user_id = ? and m.role = 'owner' and m.removed_at is null and u.disabled_at is null
          and exists (select 1 from identity.membership o
            where o.organization_id = m.organization_id and o.user_id <> m.user_id and o.removed_at is null)
          and not exists (select 1 from identity.membership o join identity.user other on other.id = o.user_id
            where o.organization_id = m.organization_id and o.user_id <> m.user_id and o.removed_at is null
              and o.role = 'owner' and not 'organization.manage' = any(o.withheld)
              and other.disabled_at is null) limit 1`,
      [userId],
    );
    if (needed.length > 0) throw LastOwner.stays();
  }
}
