import { hour } from '../../../../kernel/clock.js';
import type { OpenedArtifact } from '../open-artifact.js';

/** How long an address works after it was made or armed again. */
export const ticketLifetime = 24 * hour;

/** A download ticket as its person sees it. */
export interface Ticket {
  readonly id: string;
  /** Path of the address, the same for ever. */
  readonly path: string;
  readonly expiresAt: Date;
  readonly file: OpenedArtifact;
}

export const ticketPath = (secret: string, fileName: string): string =>
  `/download/${secret}/${encodeURIComponent(fileName)}`;
