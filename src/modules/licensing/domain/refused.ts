import type { DomainError } from '../../../kernel/domain-error.js';
import {
  InstallationLimitReached,
  InstallationNotActive,
  LeaseLimitReached,
  LicenseNotFound,
  LicenseNotUsable,
  UsageLimitReached,
} from './licensing.errors.js';
import type { Verdict, VerdictCode } from './verdict.js';

const errors: Partial<Record<VerdictCode, { with(verdict: Verdict): DomainError }>> = {
  NOT_FOUND: LicenseNotFound,
  NOT_ACTIVATED: InstallationNotActive,
  INSTALLATION_RELEASED: InstallationNotActive,
  INSTALLATION_LAPSED: InstallationNotActive,
  LEASE_REQUIRED: InstallationNotActive,
  INSTALLATION_LIMIT_REACHED: InstallationLimitReached,
  CORE_LIMIT_REACHED: InstallationLimitReached,
  USER_LIMIT_REACHED: InstallationLimitReached,
  LEASE_LIMIT_REACHED: LeaseLimitReached,
  USAGE_LIMIT_REACHED: UsageLimitReached,
};

/**
 * Refuses what the verdict does not allow.
 * @throws the error of its code; LicenseNotUsable for those that have none of their own
 */
export function demandValid(verdict: Verdict): void {
  if (!verdict.valid) throw (errors[verdict.code] ?? LicenseNotUsable).with(verdict);
}
