import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ed25519 } from '@noble/curves/ed25519.js';

const { Point } = ed25519;
const order = Point.Fn.ORDER;

/**
 * The Ed25519 signature of a content that need not fit into memory: it is read twice, as the scheme demands, since both
 * the one-time number and the challenge are hashes of all of it. The same bytes give the signature that any other
 * program makes of them.
 *
 * @param seed the 32 bytes of the private key
 * @param open gives the content from its first byte, each time the same
 * @see RFC 8032 section 5.1.6
 */
export async function signStream(seed: Buffer, open: () => Promise<Readable>): Promise<Buffer> {
  const { prefix, scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(seed);
  const r = numberOf(await fed(createHash('sha512').update(prefix), await open()));
  const commitment = Point.BASE.multiply(r).toBytes();
  const challenge = createHash('sha512').update(commitment).update(pointBytes);
  const k = numberOf(await fed(challenge, await open()));
  const s = (r + k * scalar) % order;
  return Buffer.concat([commitment, littleEndian(s)]);
}

async function fed(hash: Hash, content: Readable): Promise<Hash> {
  for await (const chunk of content) hash.update(chunk as Buffer);
  return hash;
}

function numberOf(hash: Hash): bigint {
  return BigInt(`0x${hash.digest().reverse().toString('hex')}`) % order;
}

function littleEndian(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse();
}
