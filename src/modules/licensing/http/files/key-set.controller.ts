import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../platform/http/access.js';
import { PublishKeys } from '../../application/files/publish-keys.js';

/** The keys that check license files, for everybody. Outside of the API, where products look for it (RFC 8615). */
@ApiExcludeController()
@Controller('.well-known/latchkey-keys.json')
export class KeySetController {
  constructor(private readonly publishKeys: PublishKeys) {}

  @Get()
  @Public()
  @Header('cache-control', 'public, max-age=3600')
  @Header('access-control-allow-origin', '*')
  async show() {
    return this.publishKeys.asSet();
  }
}
