import { EntityManager } from '@mikro-orm/postgresql';
import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { second } from '../../../../kernel/clock.js';
import { jsonBytes } from '../../../../platform/database/json-bytes.js';
import { log } from '../../../../platform/logging/log.js';

interface Seen {
  readonly at: Date;
  /** Of the product; null when it did not say. */
  readonly version: string | null;
}

/** More machines than a process can answer for in the seconds that a write may take. */
const mostKept = 200_000;

/**
 * Remembers when machines called, and writes it down once a second for all of them, so that a call itself writes
 * nothing. A process that is killed loses the last second: a machine that calls more often than its license demands
 * does not notice, and nothing else hangs on it.
 */
@Injectable()
export class LastSeen implements OnModuleInit, BeforeApplicationShutdown {
  private seen = new Map<string, Seen>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | null = null;

  constructor(private readonly em: EntityManager) {}

  note(installationId: string, at: Date, version: string | null): void {
    const before = this.seen.get(installationId);
    if (!before && this.seen.size >= mostKept) return;
    this.seen.set(installationId, { at, version: version ?? before?.version ?? null });
  }

  /** Writes down what was noted so far; what cannot be written now is tried again with the next. */
  async flush(): Promise<void> {
    await this.writing;
    if (this.seen.size === 0) return;
    const seen = this.seen;
    this.seen = new Map();
    this.writing = this.write(seen).catch((error) => {
      log.warn({ err: error, machines: seen.size }, 'when machines were seen is written down later');
      this.seen = new Map([...seen, ...this.seen]);
    });
    await this.writing;
    this.writing = null;
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), second).unref();
  }

  // Before the pools close, which happens with the shutdown's last step.
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async write(seen: ReadonlyMap<string, Seen>): Promise<void> {
    const rows = [...seen].map(([id, { at, version }]) => ({ id, at, version }));
    // A machine that a transfer, a release or another process changes right now is passed over and noted with its next
    // call: waiting for it could become a deadlock, since commands lock machines in an order of their own.
    await this.em.fork().execute(
      `with seen as (
         select i.id, s.at, s.version
         from json_to_recordset(convert_from(?, 'UTF8')::json) as s (id uuid, at timestamptz, version text)
           join licensing.installation i on i.id = s.id
         where i.released_at is null
         for no key update of i skip locked)
       update licensing.installation i
       set last_seen_at = greatest(i.last_seen_at, s.at), app_version = coalesce(s.version, i.app_version)
       from seen s
       where i.id = s.id`,
      [jsonBytes(rows)],
    );
  }
}
