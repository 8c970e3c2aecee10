import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../platform/http/access.js';
import { minisignPublicKey } from '../application/signing/minisign.js';
import { ReleaseKeys } from '../application/signing/release-keys.js';

/** The keys that check releases, the newest first, for everybody. Outside of the API, where updaters look (RFC 8615). */
@ApiExcludeController()
@Controller('.well-known/latchkey-release-keys.json')
export class ReleaseKeysController {
  constructor(private readonly keys: ReleaseKeys) {}

  @Get()
  @Public()
  @Header('cache-control', 'public, max-age=3600')
  @Header('access-control-allow-origin', '*')
  async show() {
    const keys = await this.keys.all();
    return {
      keys: keys.map(({ kid, purpose, publicKey, createdAt, retiredAt }) => ({
        kty: 'OKP',
        crv: 'Ed25519',
        x: publicKey.toString('base64url'),
        kid,
        use: 'sig',
        alg: 'EdDSA',
        purpose,
        ...(purpose === 'minisign' ? { minisign: minisignPublicKey(publicKey) } : {}),
        createdAt: createdAt.toISOString(),
        retiredAt: retiredAt?.toISOString() ?? null,
      })),
    };
  }
}
