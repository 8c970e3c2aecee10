import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';

export { HandlesJob, Repeats } from './handles-job.js';

export interface JobOptions {
  /** Letters, digits, `.`, `_` and `-`. While a job of this id is to be done, this call does nothing. */
  readonly id: string;
  readonly delayMs?: number;
}

/** Puts work aside for the worker. */
@Injectable()
export class Jobs {
  constructor(private readonly em: EntityManager) {}

  /**
   * Writes the job down, in the caller's transaction if there is one: it is done once that commits, at least once, and
   * survives the loss of the queue.
   *
   * @param data ids only
   */
  async enqueue(name: string, data: object, { id, delayMs = 0 }: JobOptions): Promise<void> {
    await this.em.execute(
      `insert into platform.job (id, key, name, data, run_at)
       values (?, ?, ?, ?::jsonb, now() + ? * interval '1 millisecond') on conflict (key) do nothing`,
      [newId(), `${name}.${id}`, name, JSON.stringify(data), delayMs],
    );
  }
}
