import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { effectiveStatus, type LicenseStatus } from '../../domain/license-status.js';
import type { RenewalBasis } from '../../domain/policy.js';
import { renewedTerm, type Term } from '../../domain/term.js';

/** What a license follows, and what it has of its own. */
export interface LicenseTerms extends Term {
  readonly policyId: string;
  readonly policyName: string;
  readonly status: LicenseStatus;
  readonly policyInstallationLimit: number;
  readonly ownInstallationLimit: number | null;
  readonly policyFeatures: readonly string[];
  readonly grantedFeatures: readonly string[];
  /** The dates that a renewal today would bring; null when it could not be renewed. */
  readonly renewed: Term | null;
}

interface Row extends Omit<LicenseTerms, 'renewed'> {
  readonly validityMonths: number | null;
  readonly maintenanceMonths: number;
  readonly renewsFrom: RenewalBasis;
}

/** Shows staff the terms of a license, and what a renewal would make of them. */
@Injectable()
export class ShowLicenseTerms {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async execute(licenseId: string): Promise<LicenseTerms> {
    const row = await this.database.one<Row>(sql`
      select y.id as "policyId", y.name as "policyName", l.status,
        l.term_began_at as "termBeganAt", l.expires_at as "expiresAt",
        l.maintenance_ends_at as "maintenanceEndsAt", y.installation_limit as "policyInstallationLimit",
        l.own_installation_limit as "ownInstallationLimit", y.features as "policyFeatures",
        l.granted_features as "grantedFeatures", y.validity_months as "validityMonths",
        y.maintenance_months as "maintenanceMonths", y.renews_from as "renewsFrom"
      from licensing.license l
        join licensing.policy y on y.id = l.policy_id
      where l.id = ${licenseId}`);
    if (!row) throw NotFound.of('license');
    const now = this.clock.now();
    const { validityMonths, maintenanceMonths, renewsFrom, ...terms } = row;
    const status = effectiveStatus(row.status, row.expiresAt, now);
    const renewable = status === 'active' || status === 'expired';
    const rules = { validityMonths, maintenanceMonths, renewsFrom };
    return { ...terms, status, renewed: renewable ? renewedTerm(row, rules, now) : null };
  }
}
