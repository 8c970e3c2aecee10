import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ReportUsage } from '../../application/usage/report-usage.js';
import { usage, usageBody } from './product.schemas.js';
import { ProductCallers } from './product-callers.js';

@Controller('api/v1/product/usage')
@Public()
export class UsageApiController {
  constructor(
    private readonly callers: ProductCallers,
    private readonly reportUsage: ReportUsage,
  ) {}

  @Post()
  @HttpCode(200)
  @Describe({
    summary: 'Report usage',
    description:
      'Counts all of the amount or nothing: beyond the allowance it is `usage-limit-reached` (409) with the verdict. A ' +
      'repeated `reportId` counts once. A machine with a key sends its UID along or signs the request.',
    tag: 'Product',
    answer: usage,
    problems: [401, 403, 404, 409],
    open: true,
  })
  async report(
    @Body({ schema: usageBody }) body: z.output<typeof usageBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { uid = null, counter, amount, reportId, ...names } = body;
    const call = await this.callers.admitMachine('writes', names, request, reply);
    return this.callers.once(call, { request, reply }, async () => {
      const counted = await this.reportUsage.execute(call, { uid, counter, amount, reportId });
      return { ...counted, resetsAt: counted.resetsAt?.toISOString() ?? null };
    });
  }
}
