import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiParam, ApiProduces } from '@nestjs/swagger';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { Public, SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { fieldIssues } from '../../../../platform/http/field-issues.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { FindKnownFile } from '../../application/checking/find-known-file.js';
import { WriteChecksums } from '../../application/checking/write-checksums.js';
import { checkedAnswer, checkedFile, typedHash } from './checking.schemas.js';
import { checksumFile, signatureFile } from './checksum-files.js';

@Controller('api/v1')
export class CheckingApiController {
  constructor(
    private readonly find: FindKnownFile,
    private readonly checksums: WriteChecksums,
    private readonly readers: Readers,
  ) {}

  @Get('checksums/:sha256')
  @Public()
  @ApiParam({ name: 'sha256', description: 'SHA-256 of the file, 64 hexadecimal digits.' })
  @Describe({
    summary: 'Tell of which release a file is',
    description:
      'For everybody: who knows the hash has the file. `known` is false for what was never published.',
    tag: 'Downloads',
    answer: checkedFile,
    open: true,
  })
  async check(@Param('sha256') typed: string, @Req() request: Request) {
    const parsed = typedHash.safeParse(typed);
    if (!parsed.success)
      throw InvalidInput.of(fieldIssues(parsed.error.issues).map((issue) => ({ ...issue, field: 'sha256' })));
    return checkedAnswer(parsed.data, await this.find.execute(parsed.data, request.ip));
  }

  @Get('releases/:id/SHA256SUMS')
  @SignedIn('downloads.read')
  @ApiProduces('text/plain')
  @Describe({
    summary: 'Load the checksums of a release',
    description: 'As `sha256sum -c` reads them; the same bytes for the same files.',
    tag: 'Downloads',
    answer: null,
    problems: [401, 403, 404],
  })
  async sums(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return checksumFile(await this.checksums.execute(actor, id, this.readers.of(request)), reply);
  }

  @Get('releases/:id/SHA256SUMS.sig')
  @SignedIn('downloads.read')
  @ApiProduces('application/octet-stream')
  @Describe({
    summary: 'Load the signature of the checksums of a release',
    description:
      '64 bytes, Ed25519 over the bytes of `SHA256SUMS` (RFC 8032). `Latchkey-Key` names the key in `/.well-known/latchkey-release-keys.json`.',
    tag: 'Downloads',
    answer: null,
    problems: [401, 403, 404],
  })
  async signature(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return signatureFile(await this.checksums.sign(actor, id, this.readers.of(request)), reply);
  }
}
