import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../platform/http/access.js';
import { Describe } from '../../../platform/http/describe.js';
import { Once } from '../../../platform/http/idempotency/once.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { ActivateInstallation } from '../application/activate-installation.js';
import { activationAnswer, activationBody } from './activations.schemas.js';
import { folded, ProductCallers } from './product/product-callers.js';

@Controller('api/v1/product/activations')
export class ActivationsApiController {
  constructor(
    private readonly callers: ProductCallers,
    private readonly activateInstallation: ActivateInstallation,
    private readonly once: Once,
  ) {}

  @Post()
  @Public()
  @Describe({
    summary: 'Activate an installation',
    description:
      'For the product. 201 takes one of the installations that the license allows; 200 says that this machine has one ' +
      'already, with the same UID as before. Refusals carry the verdict: `license-not-found` (404), ' +
      '`license-not-usable` and `installation-limit-reached` (409). With `publicKey` the product can sign launches of the ' +
      'portal; to add or replace the key of a machine that is known, send its `uid` along (`launch-key-held`, 409).',
    tag: 'Product',
    status: 201,
    answer: activationAnswer,
    problems: [404, 409],
    open: true,
  })
  async activate(
    @Body({ schema: activationBody }) body: z.output<typeof activationBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.callers.admitNew(body.serialNumber, request, reply);
    const { publicKey: launchKey, ...machine } = body;
    const scope = `${folded(body.serialNumber)}/${body.fingerprint}`;
    return this.once.perform({ scope, request, reply }, async () => {
      const { renewed, ...activation } = await this.activateInstallation.execute({ ...machine, launchKey });
      if (renewed) void reply.status(200);
      return activation;
    });
  }
}
