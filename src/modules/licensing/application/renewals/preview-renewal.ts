import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { effectiveStatus, type LicenseStatus } from '../../domain/license-status.js';
import type { RenewalBasis } from '../../domain/policy.js';
import { renewedTerm, type Term } from '../../domain/term.js';
import { visibleTo } from '../visible-licenses.js';

/** What a renewal today would change. `after` is null when the license cannot be renewed as it stands. */
export interface RenewalPreview {
  readonly status: LicenseStatus;
  readonly before: Term;
  readonly after: Term | null;
  /** True while a term with an end waits for its beginning: then the license has no end yet. */
  readonly endIsOpen: boolean;
}

interface Row extends Term {
  readonly status: LicenseStatus;
  readonly renewsFrom: RenewalBasis;
  readonly validityMonths: number | null;
  readonly maintenanceMonths: number;
}

/** Says what a renewal would give, by the same function that renews (row LI-6). It changes nothing. */
@Injectable()
export class PreviewRenewal {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the license is missing or somebody else's */
  async execute(actor: CustomerActor, licenseId: string): Promise<RenewalPreview> {
    const row = await this.database.one<Row>(sql`
      select l.status, l.term_began_at as "termBeganAt", l.expires_at as "expiresAt",
        l.maintenance_ends_at as "maintenanceEndsAt", y.renews_from as "renewsFrom",
        y.validity_months as "validityMonths", y.maintenance_months as "maintenanceMonths"
      from licensing.license l join licensing.policy y on y.id = l.policy_id
      where l.id = ${licenseId} and ${visibleTo(actor)}`);
    if (!row) throw NotFound.of('license');
    const { termBeganAt, expiresAt, maintenanceEndsAt } = row;
    const before = { termBeganAt, expiresAt, maintenanceEndsAt };
    const now = this.clock.now();
    const status = effectiveStatus(row.status, expiresAt, now);
    const renewable = status === 'active' || status === 'expired';
    const endIsOpen = termBeganAt === null && expiresAt === null && row.validityMonths !== null;
    return { status, before, after: renewable ? renewedTerm(before, row, now) : null, endIsOpen };
  }
}
