import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { Licensing } from '../../../licensing/index.js';
import { Advisory, type AdvisoryId, type AdvisoryWords } from '../../domain/advisory.js';

/** What staff do with advisories. Each step is one entry of the audit log. */
@Injectable()
export class WriteAdvisory {
  constructor(
    readonly em: EntityManager,
    private readonly licensing: Licensing,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for a product that is not sold, or a range that is none */
  @Transactional()
  async draft(of: AdvisoryWords & { readonly productId: string }): Promise<AdvisoryId> {
    const products = await this.licensing.products();
    if (!products.some(({ id }) => id === of.productId))
      throw InvalidInput.field('productId', 'Choose one of the products.');
    const id = newId<AdvisoryId>();
    this.em.persist(Advisory.draft({ ...of, id }, this.clock.now()));
    await this.record('downloads.advisory-drafted', id);
    return id;
  }

  /** @throws NotFound, AdvisoryStatusConflict, InvalidInput */
  @Transactional()
  async edit(id: string, words: AdvisoryWords): Promise<void> {
    (await this.locked(id)).edit(words);
    await this.record('downloads.advisory-edited', id);
  }

  /** @throws NotFound, AdvisoryStatusConflict */
  @Transactional()
  async publish(id: string): Promise<void> {
    (await this.locked(id)).publish(this.clock.now());
    await this.record('downloads.advisory-published', id);
  }

  /** @throws NotFound, AdvisoryStatusConflict */
  @Transactional()
  async withdraw(id: string, reason: string): Promise<void> {
    (await this.locked(id)).withdraw(reason, this.clock.now());
    await this.record('downloads.advisory-withdrawn', id);
  }

  private async locked(id: string): Promise<Advisory> {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const advisory = await this.em.findOne(Advisory, { id: id as AdvisoryId }, { lockMode });
    if (!advisory) throw NotFound.of('advisory');
    return advisory;
  }

  private record(action: string, objectId: string): Promise<void> {
    return this.audit.record({ action, objectId });
  }
}
