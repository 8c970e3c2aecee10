import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, hour, later } from '../../../../kernel/clock.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { DataExport } from '../../domain/data-export.js';
import { Erasure } from '../../domain/erasure.js';

/** Deletes the files of erased people, and what told them of it; and exports that are over. */
@Injectable()
export class FinishErasures {
  constructor(
    readonly em: EntityManager,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const erased = await this.em
      .fork()
      .find(Erasure, { erasedAt: { $lt: later(now, -hour) } }, { limit: 100 });
    const over = await this.em.fork().find(DataExport, { expiresAt: { $lt: now } }, { limit: 100 });
    const files = [...erased.flatMap((erasure) => erasure.files), ...over.map((found) => found.storageKey)];
    for (const key of files) if (key !== null) await this.storage.delete(key);
    await this.forget(erased, over);
  }

  @Transactional()
  private async forget(erased: readonly Erasure[], over: readonly DataExport[]): Promise<void> {
    for (const { id, email } of erased) {
      if (email) await this.em.execute('delete from platform.mail_delivery where address = ?', [email]);
      await this.em.nativeDelete(Erasure, { id });
    }
    for (const { id } of over) await this.em.nativeDelete(DataExport, { id });
  }
}
