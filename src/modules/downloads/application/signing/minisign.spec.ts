import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { minisignature } from './minisign.js';

describe('DL-4 a signature in the form of minisign', () => {
  it('keeps a name with tabs and line ends from being a comment of its own', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const key = {
      privateKey,
      publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
    };
    const file = { hash: Buffer.alloc(64, 7), fileName: 'a\tfile:b\r\nc.exe', signedAt: new Date(0) };
    const lines = minisignature(key, file).split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[2]).toBe('trusted comment: timestamp:0\tfile:afile:bc.exe\thashed');
  });
});
