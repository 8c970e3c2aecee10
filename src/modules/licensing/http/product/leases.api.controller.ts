import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ReturnLease } from '../../application/leases/return-lease.js';
import { type RunningLease, TakeLease } from '../../application/leases/take-lease.js';
import { lease, leaseBody, leaseReturn, leaseReturnBody } from './product.schemas.js';
import { ProductCallers } from './product-callers.js';

@Controller('api/v1/product/leases')
@Public()
export class LeasesApiController {
  constructor(
    private readonly callers: ProductCallers,
    private readonly takeLease: TakeLease,
    private readonly returnLease: ReturnLease,
  ) {}

  @Post()
  @Describe({
    summary: 'Take or extend a lease',
    description:
      'For floating licenses: a place for the machine until `expiresAt`. 201 takes one, 200 extends the one that runs. ' +
      'Refusals carry the verdict: `lease-limit-reached`, `installation-not-active`, `license-not-usable` (409).',
    tag: 'Product',
    status: 201,
    answer: lease,
    problems: [401, 404, 409],
    open: true,
  })
  async take(
    @Body({ schema: leaseBody }) body: z.output<typeof leaseBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const call = await this.callers.admitMachine('writes', body, request, reply);
    return this.callers.once(call, { request, reply }, async () => {
      const taken = await this.takeLease.execute(call);
      if (taken.extended) void reply.status(200);
      return leaseAnswer(taken);
    });
  }

  @Post('return')
  @HttpCode(200)
  @Describe({
    summary: 'Return a lease',
    description:
      'Gives the place to others before it runs out; once more, it changes nothing. A machine with a key sends its UID ' +
      'along or signs the request.',
    tag: 'Product',
    answer: leaseReturn,
    problems: [401, 403, 404],
    open: true,
  })
  async giveBack(
    @Body({ schema: leaseReturnBody }) body: z.output<typeof leaseReturnBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { uid = null, ...names } = body;
    const call = await this.callers.admitMachine('writes', names, request, reply);
    return this.callers.once(call, { request, reply }, async () => ({
      returned: await this.returnLease.execute(call, uid),
    }));
  }
}

function leaseAnswer({ takenAt, expiresAt, extendInSeconds, verdict }: RunningLease) {
  return {
    takenAt: takenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    extendInSeconds,
    verdict,
  };
}
