import type { License } from '../domain/license.js';
import { effectiveStatus, type LicenseStatus } from '../domain/license-status.js';

/** How a license stands after its status changed. */
export interface ChangedStatus {
  readonly id: string;
  readonly status: LicenseStatus;
  readonly statusReason: string | null;
  readonly statusChangedAt: Date;
}

export function statusOf(
  { id, status, expiresAt, statusReason, statusChangedAt }: License,
  now: Date,
): ChangedStatus {
  return { id, status: effectiveStatus(status, expiresAt, now), statusReason, statusChangedAt };
}
