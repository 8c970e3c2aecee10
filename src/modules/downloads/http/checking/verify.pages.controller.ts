import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { FindKnownFile } from '../../application/checking/find-known-file.js';
import { typedHash, verifyQuery } from './checking.schemas.js';
import { verifyView } from './verify.views.js';

/** Says of which release a file is. The browser hashes it and sends the hash alone; without JavaScript it is typed. */
@ApiExcludeController()
@Controller('downloads/verify')
export class VerifyPagesController {
  constructor(
    private readonly find: FindKnownFile,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Public()
  async verify(
    @Query({ schema: verifyQuery }) { sha256: typed }: z.output<typeof verifyQuery>,
    @Req() request: Request,
  ) {
    const reader = this.readers.of(request);
    if (typed === undefined) return page('downloads/verify', verifyView(null, reader));
    const { data: sha256, error } = typedHash.safeParse(typed);
    if (sha256 === undefined || error)
      return page('downloads/verify', verifyView({ typed, sha256: null, files: [] }, reader), 422);
    const files = await this.find.execute(sha256, request.ip);
    return page('downloads/verify', verifyView({ typed, sha256, files }, reader));
  }
}
