import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type ImportantAction, StepUp } from '../../../../platform/ports/step-up.js';

/** Who proved themselves lately, by session and action. */
@Injectable()
export class RecentProofs extends StepUp {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {
    super();
  }

  async isProved(actor: SignedIn, action: ImportantAction): Promise<boolean> {
    const row = await this.database.one(sql`
      select 1 from identity.step_up
      where session_id = ${actor.sessionId} and user_id = ${actor.userId} and action = ${action}
        and proved_at is not null and expires_at > ${this.clock.now()}
      limit 1`);
    return row !== null;
  }
}
