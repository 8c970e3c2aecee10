/** What the product says of itself in a diagnostic bundle. */
export interface DiagnosticManifest {
  readonly product: string;
  readonly version: string;
  readonly build?: string | undefined;
  readonly platform: string;
  readonly os?: string | undefined;
  readonly architecture?: string | undefined;
  readonly installation?: string | undefined;
  readonly createdAt: string;
  readonly files: readonly { readonly path: string; readonly purpose: string; readonly sha256: string }[];
  readonly errors: readonly DiagnosedError[];
  readonly redactions: readonly { readonly path: string; readonly kind: string; readonly count: number }[];
}

export interface DiagnosedError {
  readonly code: string;
  readonly message: string;
  readonly at: string;
  readonly count: number;
}

/** What can be wrong with a bundle; it is then a file like others. */
export const bundleFaults = [
  'not-json',
  'wrong-shape',
  'unsafe-name',
  'missing-file',
  'too-many-files',
  'too-large',
  'encrypted',
  'damaged',
] as const;

export interface BundleFault {
  readonly code: (typeof bundleFaults)[number];
  /** The file or member that is at fault; null: the whole. */
  readonly about: string | null;
}

/** What the portal found in a file that calls itself a diagnostic bundle. */
export type Diagnosis =
  | { readonly manifest: DiagnosticManifest; readonly fault: null }
  | { readonly manifest: null; readonly fault: BundleFault };

/** The version of the product that the newest of the files tells; null when none does. */
export function diagnosedVersion(files: readonly { readonly bundle?: Diagnosis | null }[]): string | null {
  return files.findLast(({ bundle }) => bundle?.manifest)?.bundle?.manifest?.version ?? null;
}
