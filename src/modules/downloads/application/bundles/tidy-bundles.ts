import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { bundleKey } from './open-bundle.js';

/** Removes the bundles that are over. */
@Injectable()
export class TidyBundles {
  constructor(
    readonly em: EntityManager,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  /** The bytes go first: what is left after a crash is found again by its row. */
  async sweep(): Promise<void> {
    for (const id of await this.over()) {
      await this.storage.delete(bundleKey(id));
      await this.forget(id);
    }
  }

  @Transactional()
  async forget(id: string): Promise<void> {
    await this.em.execute('delete from downloads.bundle where id = ?', [id]);
  }

  private async over(): Promise<string[]> {
    const rows = await this.em.execute<{ id: string }[]>(
      `select id from downloads.bundle where expires_at <= ? order by requested_at limit 100`,
      [this.clock.now()],
    );
    return rows.map(({ id }) => id);
  }
}
