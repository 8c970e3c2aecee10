import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../platform/http/access.js';
import { manifestJsonSchema } from '../../application/diagnostics/manifest.js';

/** What products write into a diagnostic bundle, for everybody who builds one. */
@ApiExcludeController()
@Controller('schemas/diagnostic-bundle-1.json')
export class BundleSchemaController {
  @Get()
  @Public()
  @Header('content-type', 'application/schema+json')
  @Header('cache-control', 'public, max-age=3600')
  @Header('access-control-allow-origin', '*')
  show() {
    return manifestJsonSchema;
  }
}
