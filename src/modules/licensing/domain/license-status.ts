/** Where a license stands. Expiry also follows from the clock: see {@link effectiveStatus}. */
export const licenseStatuses = ['active', 'suspended', 'revoked', 'expired'] as const;

export type LicenseStatus = (typeof licenseStatuses)[number];

/** What may follow what. Revoked is final; an expired license becomes active again by renewal. */
export const licenseTransitions: Readonly<Record<LicenseStatus, readonly LicenseStatus[]>> = {
  active: ['suspended', 'revoked', 'expired'],
  suspended: ['active', 'revoked'],
  revoked: [],
  expired: ['active', 'suspended', 'revoked'],
};

export function mayFollow(from: LicenseStatus, to: LicenseStatus): boolean {
  return licenseTransitions[from].includes(to);
}

/** The status at an instant: an active license whose end has come is expired, although nobody wrote it down yet. */
export function effectiveStatus(stored: LicenseStatus, expiresAt: Date | null, now: Date): LicenseStatus {
  return stored === 'active' && expiresAt !== null && expiresAt <= now ? 'expired' : stored;
}
