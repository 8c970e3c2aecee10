import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import type { Channel } from '../../domain/release-facts.js';
import { UpdateRights } from '../update-rights.js';

/** Begins, changes or ends the mails about new releases of a product. */
@Injectable()
export class ChooseSubscription {
  constructor(
    readonly em: EntityManager,
    private readonly rights: UpdateRights,
    private readonly clock: Clock,
  ) {}

  /** @param choice.channel null: no mails @throws NotFound for a product without a license */
  @Transactional()
  async execute(
    actor: CustomerActor,
    choice: { readonly productId: string; readonly channel: Channel | null },
  ): Promise<void> {
    const { productId, channel } = choice;
    if (!(await this.rights.of(actor)).has(productId)) throw NotFound.of('product');
    const whose = [actor.userId, actor.organizationId, productId];
    if (channel === null) {
      await this.em.execute(
        `delete from downloads.release_subscription
         where user_id = ? and organization_id = ? and product_id = ?`,
        whose,
      );
      return;
    }
    await this.em.execute(
      `insert into downloads.release_subscription (id, user_id, organization_id, product_id, channel, created_at)
       values (?, ?, ?, ?, ?, ?)
       on conflict (user_id, organization_id, product_id) do update set channel = excluded.channel`,
      [newId(), ...whose, channel, this.clock.now()],
    );
  }
}
