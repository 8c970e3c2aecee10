import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Bundle, type BundleId } from '../../domain/bundle.js';
import { ShowBundles } from './show-bundles.js';

/** Ends a bundle that is not needed any more; its bytes are swept. */
@Injectable()
export class DiscardBundle {
  constructor(
    readonly em: EntityManager,
    private readonly bundles: ShowBundles,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when it is missing, over, or somebody else's */
  @Transactional()
  async execute(actor: CustomerActor, id: string): Promise<void> {
    await this.bundles.one(actor, id);
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const bundle = await this.em.findOne(Bundle, { id: id as BundleId }, { lockMode });
    bundle?.discard(this.clock.now());
  }
}
