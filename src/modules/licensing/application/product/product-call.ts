import type { FoundMachine } from './find-machine.js';
import type { VerifiedSignature } from './request-signatures.js';

/** A call of the product: what it is about, and how it is proved to come from the installation itself. */
export interface ProductCall {
  /** Null for a license that does not exist. */
  readonly found: FoundMachine | null;
  /** Null for a call that only knows the serial number. */
  readonly signature: VerifiedSignature | null;
}
