/** What a license file says; instants are ISO 8601 in UTC. @see docs/license-files.md of the portal */
export interface LicenseFile {
  readonly format: 1;
  readonly id: string;
  readonly license: {
    readonly serialNumber: string;
    readonly product: string;
    readonly edition: string | null;
    readonly features: readonly string[];
    readonly expiresAt: string | null;
    readonly maintenanceEndsAt: string;
    readonly installationLimit: number;
  };
  /** Null: any machine. */
  readonly installation: { readonly id: string; readonly fingerprint: string } | null;
  readonly issuedAt: string;
  readonly notBefore: string;
  readonly expiresAt: string;
  readonly claims: Readonly<Record<string, unknown>>;
}
