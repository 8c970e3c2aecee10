import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { tokenHash } from '../../domain/secrets.js';

export interface RememberedDeviceEntry {
  readonly id: string;
  readonly userAgent: string | null;
  /** The address it was remembered from; null when unknown. */
  readonly network: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly current: boolean;
}

/** The browsers in which the actor is not asked for the second step, the latest first. */
@Injectable()
export class ListRememberedDevices {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @param secret what the browser that asks is remembered by; null when it is not, and of programs */
  execute(actor: SignedIn, secret: string | null): Promise<RememberedDeviceEntry[]> {
    const hash = secret === null ? null : tokenHash(secret);
    return this.database.many<RememberedDeviceEntry>(sql`
      select d.id, d.user_agent as "userAgent", d.network, d.created_at as "createdAt",
        d.expires_at as "expiresAt", coalesce(d.token_hash = ${hash}, false) as current
      from identity.remembered_device d join identity.user u on u.id = d.user_id
      where d.user_id = ${actor.userId} and d.expires_at > ${this.clock.now()}
        and d.created_at >= coalesce(u.password_changed_at, d.created_at)
      order by d.created_at desc, d.id desc limit 100`);
  }
}
