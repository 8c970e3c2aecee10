import { type LicenseStatus, mayFollow } from './license-status.js';

/** What staff may do with a license that exists, one or many at once. */
export const licenseChanges = ['suspend', 'reinstate', 'extend', 'revoke'] as const;

export type LicenseChange = (typeof licenseChanges)[number];

/** Whether a license that stands so lets itself be changed so. @param status the effective one */
export function mayChange(change: LicenseChange, status: LicenseStatus): boolean {
  if (change === 'reinstate') return status === 'suspended';
  if (change === 'extend') return status !== 'revoked';
  return mayFollow(status, change === 'suspend' ? 'suspended' : 'revoked');
}
