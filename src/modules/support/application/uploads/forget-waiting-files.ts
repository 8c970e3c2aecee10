import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { Storage } from '../../../../platform/storage/storage.js';

const mostAtOnce = 200;

/** Forgets files that no message took: within a day, or when their sender gives them up. */
@Injectable()
export class ForgetWaitingFiles {
  constructor(
    readonly em: EntityManager,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    for (const key of await this.forgotten()) await this.storage.delete(key);
  }

  /** Nothing happens when a message took it, or it was never there. */
  async forget(uploadId: string): Promise<void> {
    for (const key of await this.given(uploadId)) await this.storage.delete(key);
  }

  @Transactional()
  async given(uploadId: string): Promise<string[]> {
    const rows: { key: string }[] = await this.em.execute(
      'delete from support.waiting_file where id = ? returning storage_key as key',
      [uploadId],
    );
    return rows.map(({ key }) => key);
  }

  /** No file of a message is ever among them: whoever takes it into one deletes the row. */
  @Transactional()
  async forgotten(): Promise<string[]> {
    const rows: { key: string }[] = await this.em.execute(
      `delete from support.waiting_file where id in (
          select id from support.waiting_file where created_at < ? order by created_at limit ? for update skip locked)
        returning storage_key as key`,
      [later(this.clock.now(), -day), mostAtOnce],
    );
    return rows.map(({ key }) => key);
  }
}
