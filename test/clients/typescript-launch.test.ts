import { describe, expect, it } from '@jest/globals';
import { launchToken, type PrivateKey } from '../../clients/typescript/src/index.js';
import { read } from '../architecture/files.js';

const vector = (name: RegExp): string => name.exec(read('docs/launch.md'))?.[1] ?? '';

describe('the TypeScript client', () => {
  it('ID-1 signs the launch of the published test vector', async () => {
    const claims = JSON.parse(vector(/^claims\s+(\{.+\})$/m));
    const privateKey: PrivateKey = {
      kty: 'OKP',
      crv: 'Ed25519',
      x: vector(/^public key \(x\)\s+(\S+)$/m),
      d: vector(/^private key \(d\)\s+(\S+)$/m),
    };
    const token = await launchToken({
      portalUrl: `${claims.aud}/some/page`,
      serialNumber: claims.serial,
      uid: claims.uid,
      privateKey,
      now: new Date(vector(/^now\s+(\S+)$/m)),
      jti: claims.jti,
    });
    expect(token).toBe(vector(/^token\s+(\S+)$/m));
  });
});
