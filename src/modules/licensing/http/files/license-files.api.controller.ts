import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { IssueLicenseFile } from '../../application/files/issue-license-file.js';
import { issuedFileAnswer, licenseFileAnswer, licenseFileBody } from './license-files.schemas.js';

const perAddress = declareLimit({ name: 'licensing.files-per-address', points: 600, perSeconds: 60 });
const perSerialNumber = declareLimit({ name: 'licensing.files-per-serial', points: 300, perSeconds: 60 });

@Controller('api/v1/product/license-files')
export class LicenseFilesApiController {
  constructor(
    private readonly limits: RateLimits,
    private readonly issueLicenseFile: IssueLicenseFile,
  ) {}

  @Post()
  @Public()
  @Describe({
    summary: 'Get a license file',
    description:
      'For the product. The file is signed with Ed25519; with it an activated machine runs without asking until ' +
      '`expiresAt`. Check it with the keys of `/.well-known/latchkey-keys.json`. Refusals carry the verdict: ' +
      '`license-not-found` (404), `license-not-usable` (409). Claims need the `uid` (`claims-without-uid`, 403).',
    tag: 'Product',
    status: 201,
    answer: licenseFileAnswer,
    problems: [403, 404, 409, 503],
    open: true,
  })
  async issue(
    @Body({ schema: licenseFileBody }) body: z.output<typeof licenseFileBody>,
    @Req() request: Request,
  ) {
    await this.limits.consume(perAddress, request.ip);
    await this.limits.consume(perSerialNumber, body.serialNumber.toUpperCase().replace(/[^0-9A-Z]/g, ''));
    const { uid = null, encryptTo = null, ...asked } = body;
    return issuedFileAnswer(await this.issueLicenseFile.execute({ ...asked, uid, encryptTo }));
  }
}
