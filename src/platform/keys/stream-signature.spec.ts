import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { signStream } from './stream-signature.js';

function inChunks(content: Buffer, size: number): () => Promise<Readable> {
  const chunks = Array.from({ length: Math.ceil(content.length / size) }, (_, n) =>
    content.subarray(n * size, (n + 1) * size),
  );
  return async () => Readable.from(chunks);
}

const seedOf = (key: ReturnType<typeof createPrivateKey>): Buffer =>
  key.export({ format: 'der', type: 'pkcs8' }).subarray(-32);

describe('DL-1 the signature of a file', () => {
  it.each([0, 1, 63, 64, 65, 100_000])('of %d bytes is the one that OpenSSL makes', async (length) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const content = randomBytes(length);
    const signature = await signStream(seedOf(privateKey), inChunks(content, 999));
    expect(signature.toString('hex')).toBe(sign(null, content, privateKey).toString('hex'));
    expect(verify(null, content, publicKey, signature)).toBe(true);
  });

  it('is the one of RFC 8032 section 7.1, test 3', async () => {
    const seed = Buffer.from('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7', 'hex');
    const signature = await signStream(seed, inChunks(Buffer.from('af82', 'hex'), 1));
    expect(signature.toString('hex')).toBe(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
  });

  it('does not hold for a content that differs in one bit', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const content = randomBytes(1_000);
    const signature = await signStream(seedOf(privateKey), inChunks(content, 100));
    content[500] = (content[500] ?? 0) ^ 1;
    expect(verify(null, content, createPublicKey(privateKey), signature)).toBe(false);
  });
});
