import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Licensing } from '../../../licensing/index.js';
import { BusinessCalendar } from '../../domain/service-level/business-calendar.js';
import {
  ServiceLevelScopeTaken,
  ServiceRulesChangedMeanwhile,
} from '../../domain/service-level/service-level.errors.js';
import {
  ServiceLevel,
  type ServiceLevelId,
  type ServiceLevelWords,
} from '../../domain/service-level/service-level.js';

/** What managers do with service levels. Each step is one entry of the audit log. */
@Injectable()
export class WriteServiceLevel {
  constructor(
    readonly em: EntityManager,
    private readonly licensing: Licensing,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput. @throws ServiceLevelScopeTaken when another one is for the same requests */
  @Transactional()
  async add(words: ServiceLevelWords): Promise<ServiceLevelId> {
    await this.ensureFree(words, null);
    const id = newId<ServiceLevelId>();
    this.em.persist(ServiceLevel.write(id, words, this.clock.now()));
    await this.record('support.service-level-added', id);
    return id;
  }

  /**
   * @param command.version the one that the editor read
   * @throws NotFound, InvalidInput, ServiceLevelScopeTaken, DefaultServiceLevelStays, ServiceRulesChangedMeanwhile
   */
  @Transactional()
  async change(command: {
    readonly id: string;
    readonly version: number;
    readonly words: ServiceLevelWords;
  }): Promise<void> {
    const { id, version, words } = command;
    const level = await this.locked(id);
    if (level.version !== version) throw ServiceRulesChangedMeanwhile.to(level.version);
    await this.ensureFree(words, level.id);
    level.rewrite(words, this.clock.now());
    await this.record('support.service-level-changed', id);
  }

  /** @throws NotFound, DefaultServiceLevelStays */
  @Transactional()
  async remove(id: string): Promise<void> {
    const level = await this.locked(id);
    level.end(this.clock.now());
    this.em.remove(level);
    await this.record('support.service-level-removed', id);
  }

  private async ensureFree(words: ServiceLevelWords, own: ServiceLevelId | null): Promise<void> {
    const { kind, productId, calendarId } = words;
    // Two writers wait for each other here, so that the second finds what the first wrote.
    await this.em.execute(`select pg_advisory_xact_lock(hashtextextended('support.service-level', 0))`);
    if ((await this.em.count(BusinessCalendar, { id: calendarId })) === 0)
      throw InvalidInput.field('calendarId', 'Choose one of the calendars.');
    const products = productId === null ? [] : await this.licensing.products();
    if (productId !== null && !products.some(({ id }) => id === productId))
      throw InvalidInput.field('productId', 'Choose one of the products.');
    const same = await this.em.findOne(ServiceLevel, { kind, productId });
    if (same && same.id !== own) throw ServiceLevelScopeTaken.by(same.id);
  }

  private async locked(id: string): Promise<ServiceLevel> {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const level = await this.em.findOne(ServiceLevel, { id: id as ServiceLevelId }, { lockMode });
    if (!level) throw NotFound.of('service level');
    return level;
  }

  private record(action: string, objectId: string): Promise<void> {
    return recordAudit(this.em, this.clock.now(), { action, objectId });
  }
}
