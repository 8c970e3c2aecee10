import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { InstallationId } from '../domain/installation.js';
import type { LicenseId } from '../domain/license.js';
import type { PolicyId } from '../domain/product-ids.js';
import type { KeptUsage, UsageAllowance } from '../domain/usage-counter.js';

/** What a product reports to have been used. `reportId` is new for each report of the machine. */
export interface Report {
  readonly reportId: string;
  readonly counter: string;
  readonly amount: number;
}

/** What is counted, for commands, which hold the license's lock. */
@Injectable()
export class UsageRepository {
  constructor(private readonly em: EntityManager) {}

  /** Null when the policy counts nothing of this name. */
  async allowance(policyId: PolicyId, counter: string): Promise<UsageAllowance | null> {
    const [found] = await this.em.execute<UsageAllowance[]>(
      `select counter, allowance::float8 as allowance, period from licensing.usage_allowance
       where policy_id = ? and counter = ?`,
      [policyId, counter],
    );
    return found ?? null;
  }

  /** Null when nothing was counted yet. */
  async kept(licenseId: LicenseId, counter: string): Promise<KeptUsage | null> {
    const [found] = await this.em.execute<{ used: number; began: Date | string | null }[]>(
      `select used::float8 as used, period_began_at as began from licensing.usage_counter
       where license_id = ? and counter = ?`,
      [licenseId, counter],
    );
    if (!found) return null;
    return { used: found.used, periodBeganAt: found.began === null ? null : new Date(found.began) };
  }

  async keep(licenseId: LicenseId, counter: string, { used, periodBeganAt }: KeptUsage): Promise<void> {
    await this.em.execute(
      `insert into licensing.usage_counter (license_id, counter, used, period_began_at) values (?, ?, ?, ?)
       on conflict (license_id, counter) do update
         set used = excluded.used, period_began_at = excluded.period_began_at`,
      [licenseId, counter, used, periodBeganAt],
    );
  }

  /** Remembers a report. Null when it is new, and otherwise what was remembered under its id. */
  async remember(installationId: InstallationId, report: Report, now: Date): Promise<Report | null> {
    const { reportId, counter, amount } = report;
    const isNew = await this.em.execute(
      `insert into licensing.usage_report (installation_id, report_id, counter, amount, counted_at)
       values (?, ?, ?, ?, ?) on conflict do nothing returning 1`,
      [installationId, reportId, counter, amount, now],
    );
    if (isNew.length > 0) return null;
    const [before] = await this.em.execute<Report[]>(
      `select report_id as "reportId", counter, amount::float8 as amount from licensing.usage_report
       where installation_id = ? and report_id = ?`,
      [installationId, reportId],
    );
    return before ?? null;
  }

  /** Forgets reports that were counted before an instant, at most 10,000. */
  async forgetReports(before: Date): Promise<void> {
    await this.em.fork().execute(
      `delete from licensing.usage_report where (installation_id, report_id) in (
         select installation_id, report_id from licensing.usage_report where counted_at < ? limit 10000)`,
      [before],
    );
  }
}
