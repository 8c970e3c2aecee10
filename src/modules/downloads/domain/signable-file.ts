/** How much of a file tells whether it may be signed. */
export const beginningBytes = 128;

const hashBytes = 64;

/**
 * Whether a signature over the bytes of a file could pass for one over something else. Sparkle wants the plain signature
 * of the file, without anything that says so; the same key signs feeds and, for Tauri, hashes. So what is nothing but
 * the letters of a JWS (RFC 7515 section 5.1), and what is as long as a BLAKE2b-512 hash, is never signed as a file:
 * else whoever may publish a file could make a feed of any product, with any counter and end.
 *
 * @param beginning the first {@link beginningBytes} of it, or all where it has fewer
 */
export function passesForSomethingElse(beginning: Buffer, sizeBytes: number): boolean {
  if (sizeBytes === hashBytes) return true;
  return beginning.length === beginningBytes && /^[\w.-]+$/.test(beginning.toString('latin1'));
}
