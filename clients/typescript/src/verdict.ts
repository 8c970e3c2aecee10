import { asObject } from './encoding.js';

/** What the portal answers today. More may come: whatever is not known here is not valid. */
export type PortalCode =
  | 'VALID'
  | 'NOT_FOUND'
  | 'REVOKED'
  | 'SUSPENDED'
  | 'EXPIRED'
  | 'NOT_ACTIVATED'
  | 'INSTALLATION_RELEASED'
  | 'INSTALLATION_LAPSED'
  | 'LEASE_REQUIRED'
  | 'INSTALLATION_LIMIT_REACHED'
  | 'LEASE_LIMIT_REACHED'
  | 'CORE_LIMIT_REACHED'
  | 'USER_LIMIT_REACHED'
  | 'USAGE_LIMIT_REACHED'
  | 'FEATURE_NOT_INCLUDED'
  | 'VERSION_NOT_COVERED';

/** What a check of a license file without the portal answers. */
export type FileCode =
  | 'FILE_VALID'
  | 'FILE_CORRUPT'
  | 'FILE_ENCRYPTED'
  | 'FILE_KEY_UNKNOWN'
  | 'FILE_SIGNATURE_WRONG'
  | 'FILE_FORMAT_UNKNOWN'
  | 'FILE_KEY_EXPIRED'
  | 'FILE_NOT_YET_VALID'
  | 'FILE_EXPIRED'
  | 'FILE_OF_OTHER_MACHINE'
  | 'FILE_OF_OTHER_LICENSE';

/** What the client finds by itself. */
export type ClientCode = 'PORTAL_UNREACHABLE' | 'CLOCK_SET_BACK';

/** May the product run, why, and what helps. Decide by `valid`, explain with the sentences. */
export interface Verdict {
  readonly valid: boolean;
  /** Stable. Others than these may come; they are never valid. */
  readonly code: PortalCode | FileCode | ClientCode | (string & {});
  /** One English sentence. */
  readonly detail: string;
  readonly because: readonly string[];
  /** What helps, most likely first; empty when the product may run. */
  readonly remedy: readonly string[];
  /** Who says so: the portal, the license file on this machine, or the client itself. */
  readonly from: 'portal' | 'file' | 'client';
}

/** Reads the verdict of an answer; null when it is none. Valid is only what says so by its flag and its code. */
export function readVerdict(value: unknown): Verdict | null {
  const members = asObject(value);
  if (!members) return null;
  const { valid, code, detail, because, remedy } = members;
  if (typeof valid !== 'boolean' || typeof code !== 'string' || typeof detail !== 'string') return null;
  if (!areTexts(because) || !areTexts(remedy)) return null;
  return { valid: valid && code === 'VALID', code, detail, because, remedy, from: 'portal' };
}

/** What is told when neither the portal nor a license file can say anything. */
export function unreachable(because: string): Verdict {
  return {
    valid: false,
    code: 'PORTAL_UNREACHABLE',
    detail: 'The license could not be checked.',
    because: [because, 'There is no license file on this machine that could be used meanwhile.'],
    remedy: ['Check the connection to the internet and try again.'],
    from: 'client',
  };
}

/** What is told when the clock stands before an instant that the product has seen already. */
export function clockSetBack(latest: Date): Verdict {
  return {
    valid: false,
    code: 'CLOCK_SET_BACK',
    detail: 'The clock of this machine was set back.',
    because: [`It stood at ${latest.toISOString()} before.`],
    remedy: ['Correct the clock of this machine, or connect it to the internet and try again.'],
    from: 'client',
  };
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
