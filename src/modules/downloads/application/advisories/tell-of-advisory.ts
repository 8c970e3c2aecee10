import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { Licensing } from '../../../licensing/index.js';
import { Advisory, type AdvisoryId, AdvisoryNotice } from '../../domain/advisory.js';
import { affection } from '../../domain/affected-versions.js';

const organizationsAtOnce = 200;

/** Tells each organization that an advisory may concern, once; a job that is done again goes on where it stopped. */
@Injectable()
export class TellOfAdvisory {
  constructor(
    readonly em: EntityManager,
    private readonly licensing: Licensing,
    private readonly clock: Clock,
  ) {}

  async execute(advisoryId: string): Promise<void> {
    let after: string | null = null;
    do {
      after = await this.tellSome(advisoryId, after);
      this.em.clear();
    } while (after !== null);
  }

  /** @returns the last organization looked at; null at the end */
  @Transactional()
  async tellSome(advisoryId: string, after: string | null): Promise<string | null> {
    const id = advisoryId as AdvisoryId;
    // Of two workers the second waits, and finds who was told.
    const advisory = await this.em.findOne(Advisory, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (advisory?.status !== 'published') return null;
    const { productId, ranges } = advisory;
    const found = await this.licensing.versionsInUse({ productId, after, limit: organizationsAtOnce });
    const concerned = found
      .filter(({ versions }) => versions.some((version) => affection(version, ranges) !== 'safe'))
      .map(({ organizationId }) => organizationId);
    const told = await this.em.find(AdvisoryNotice, { advisoryId: id, organizationId: { $in: concerned } });
    const before = new Set(told.map(({ organizationId }) => organizationId));
    for (const organizationId of concerned.filter((one) => !before.has(one))) {
      const notice = { id: newId<AdvisoryNotice['id']>(), advisoryId: id, organizationId };
      this.em.persist(AdvisoryNotice.tell(notice, this.clock.now()));
    }
    return found.length === organizationsAtOnce ? (found.at(-1)?.organizationId ?? null) : null;
  }
}
