import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { EraseAccount } from '../../application/privacy/erase-account.js';
import { MyExports } from '../../application/privacy/my-exports.js';
import { RequestExport } from '../../application/privacy/request-export.js';
import { exportFile } from './export-file.js';
import { erasure, exports, requestedExport } from './privacy.schemas.js';

@Controller('api/v1/me')
@AnyoneSignedIn()
export class PrivacyApiController {
  constructor(
    private readonly myExports: MyExports,
    private readonly requestExport: RequestExport,
    private readonly eraseAccount: EraseAccount,
  ) {}

  @Get('exports')
  @Describe({ summary: 'List copies of your data', tag: 'Account', answer: exports, problems: [401, 403] })
  async list(@Req() request: Request) {
    const items = await this.myExports.list(signedInOf(request));
    return {
      items: items.map((item) => ({
        ...item,
        requestedAt: item.requestedAt.toISOString(),
        expiresAt: item.expiresAt.toISOString(),
      })),
      nextCursor: null,
    };
  }

  @Post('exports')
  @Important('export-data')
  @Describe({
    summary: 'Ask for a copy of your data',
    description:
      'A zip with one JSON and one CSV file per table. It is made in the background and offered for 7 days; a mail tells when it is ready.',
    tag: 'Account',
    status: 202,
    answer: requestedExport,
    problems: [401, 403],
  })
  async request(@Req() request: Request) {
    return this.requestExport.execute(signedInOf(request));
  }

  @Get('exports/:id/file')
  @ApiProduces('application/zip')
  @Describe({
    summary: 'Download a copy of your data',
    tag: 'Account',
    answer: null,
    problems: [401, 403, 404],
  })
  async file(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    return exportFile(await this.myExports.open(signedInOf(request), id), reply);
  }

  @Post('erase')
  @Important('erase-data')
  @Describe({
    summary: 'Erase your account',
    description:
      'At once and for good: what names you is gone, and every session ends. Papers of purchases stay as long as tax law asks; what staff answered stays without their name, and the requests that they had go back to the team. The last owner of a team and the last administrator cannot go.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403, 409],
  })
  async erase(@Body({ schema: erasure }) body: z.output<typeof erasure>, @Req() request: Request) {
    await this.eraseAccount.execute(signedInOf(request), body.name);
  }
}
