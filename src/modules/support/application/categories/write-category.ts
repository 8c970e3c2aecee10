import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { CategoryChangedMeanwhile } from '../../domain/categories/category.errors.js';
import { Category, type CategoryId, type CategoryWords } from '../../domain/categories/category.js';

/** What administrators do with categories of requests. Each step is one entry of the audit log. */
@Injectable()
export class WriteCategory {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async add(words: CategoryWords): Promise<CategoryId> {
    const id = newId<CategoryId>();
    this.em.persist(Category.write(id, words));
    await this.record('support.category-added', id);
    return id;
  }

  /** @param command.version the one that the editor read. @throws NotFound. @throws CategoryChangedMeanwhile */
  @Transactional()
  async change(command: {
    readonly id: string;
    readonly version: number;
    readonly words: CategoryWords;
  }): Promise<void> {
    const { id, version, words } = command;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const category = await this.em.findOne(Category, { id: id as CategoryId }, { lockMode });
    if (!category) throw NotFound.of('category');
    if (category.version !== version) throw CategoryChangedMeanwhile.to(category.version);
    category.rewrite(words);
    await this.record('support.category-changed', id);
  }

  private record(action: string, objectId: string): Promise<void> {
    return recordAudit(this.em, this.clock.now(), { action, objectId });
  }
}
