import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { WriteChecksums } from '../../application/checking/write-checksums.js';
import { checksumFile, signatureFile } from './checksum-files.js';

@ApiExcludeController()
@Controller('downloads')
@SignedIn('downloads.read')
export class ChecksumsPagesController {
  constructor(
    private readonly checksums: WriteChecksums,
    private readonly readers: Readers,
  ) {}

  @Get(':releaseId/SHA256SUMS')
  async sums(
    @Customer() actor: CustomerActor,
    @IdParam('releaseId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return checksumFile(await this.checksums.execute(actor, id, this.readers.of(request)), reply);
  }

  @Get(':releaseId/SHA256SUMS.sig')
  async signature(
    @Customer() actor: CustomerActor,
    @IdParam('releaseId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return signatureFile(await this.checksums.sign(actor, id, this.readers.of(request)), reply);
  }
}
