import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Clock, day, later } from '../../../kernel/clock.js';
import { POOL } from '../../../platform/database/database.module.js';
import { tellBells } from './unread-counts.js';

const perStatement = 5_000;

/** Forgets notifications of more than 180 days ago, read or not. */
@Injectable()
export class ForgetNotifications {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const before = later(this.clock.now(), -180 * day);
    const text = `with forgotten as (
        delete from notifications.notification where id in
          (select id from notifications.notification where occurred_at < $1 limit ${perStatement})
        returning user_id, organization_id)
      ${tellBells('forgotten')}`;
    for (;;) if (((await this.pool.query(text, [before])).rowCount ?? 0) < perStatement) return;
  }
}
