import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../platform/http/access.js';
import { projectRoot } from '../../../../platform/project-root.js';

/** The page that checks license files from a disk. It is saved, never opened here: it needs no portal's origin. */
@ApiExcludeController()
@Controller('latchkey-verifier.html')
export class VerifierController {
  @Get()
  @Public()
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Header('cache-control', 'public, max-age=3600')
  show(): StreamableFile {
    const file = createReadStream(join(projectRoot, 'clients', 'verifier', 'latchkey-verifier.html'));
    return new StreamableFile(file, {
      type: 'text/html; charset=utf-8',
      disposition: 'attachment; filename="latchkey-verifier.html"',
    });
  }
}
