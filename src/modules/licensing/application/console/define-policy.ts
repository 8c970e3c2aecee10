import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Policy, rulesOf } from '../../domain/policy.js';
import type { PolicyId } from '../../domain/product-ids.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import type { WholePolicy } from './change-policy.js';

/** Gives a product one more policy; editions can follow it. */
@Injectable()
export class DefinePolicy {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is no such product */
  @Transactional()
  async execute(command: { readonly productId: string; readonly policy: WholePolicy }): Promise<PolicyId> {
    const { id: productId } = await this.products.byId(command.productId);
    const id = newId<PolicyId>();
    const now = this.clock.now();
    this.em.persist(Policy.define({ ...rulesOf(command.policy), id, productId }, now));
    await this.products.allow(id, command.policy.usage);
    await recordAudit(this.em, now, {
      action: 'licensing.policy-defined',
      objectId: id,
      details: { productId },
    });
    return id;
  }
}
