import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { byId, eachInTurn } from '../../../../platform/queue/each-in-turn.js';
import { type DueReminder, dueReminder, type Ending, endingsOf } from '../../domain/endings.js';
import type { License } from '../../domain/license.js';
import { effectiveStatus } from '../../domain/license-status.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { LicenseHistory } from '../license-history.js';
import { FindEndings } from './find-endings.js';

const atOnce = 200;

/** Tells of ends 60, 30, 7 and 1 day before them (row LI-7). */
@Injectable()
export class RemindOfEndings {
  constructor(
    readonly em: EntityManager,
    private readonly endings: FindEndings,
    private readonly licenses: LicenseRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /** A license that cannot be done keeps none of the others from their reminder; its error is thrown at the end. */
  async execute(): Promise<void> {
    await eachInTurn(
      byId<string>(atOnce, (id, limit) => this.endings.after(id, limit)),
      (id) => this.remind(id),
    );
  }

  /** Marks and events are one transaction under the license's lock: of two workers the second finds it settled. */
  @Transactional()
  private async remind(licenseId: string): Promise<void> {
    const license = await this.licenses.locked(licenseId);
    const now = this.clock.now();
    if (effectiveStatus(license.status, license.expiresAt, now) !== 'active') return;
    const setAt = await this.termSetAt(license);
    const told = endingsOf(license.term());
    for (const ending of told) {
      const due = dueReminder(ending, setAt, now);
      if (due && (await this.settle(license, due)) && due.isNews) license.remind(due, now);
    }
    for (const ending of silentEndingsOf(license, told)) {
      const due = dueReminder(ending, setAt, now);
      if (due) await this.settle(license, { ...due, isNews: false });
    }
    await this.history.record(license.id, license);
  }

  /** True when it was not settled before. */
  private async settle({ id }: License, { what, endsAt, days, isNews }: DueReminder): Promise<boolean> {
    const rows = await this.em.execute<{ days: number }[]>(
      `insert into licensing.reminder (license_id, what, ends_at, days, settled_at, told)
       values (?, ?, ?, ?, ?, ?) on conflict do nothing returning days`,
      [id, what, endsAt, days, this.clock.now(), isNews],
    );
    return rows.length > 0;
  }

  /** When the ends of now were set: with its issue, the beginning of its term, or its last renewal. */
  private async termSetAt(license: License): Promise<Date> {
    const [row] = await this.em.execute<{ at: Date | string | null }[]>(
      `select max(at) as at from licensing.license_event
       where license_id = ? and kind in ('license-issued', 'license-term-began', 'license-renewed')`,
      [license.id],
    );
    return row?.at ? new Date(row.at) : (license.termBeganAt ?? license.issuedAt);
  }
}

/** Ends that nobody is told of, because another end says all; settled, so that they are not found again. */
function silentEndingsOf({ maintenanceEndsAt }: License, told: readonly Ending[]): readonly Ending[] {
  if (told.some(({ what }) => what === 'maintenance')) return [];
  return [{ what: 'maintenance', endsAt: maintenanceEndsAt }];
}
