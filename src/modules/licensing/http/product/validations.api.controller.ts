import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { DeactivateInstallation } from '../../application/product/deactivate-installation.js';
import { ValidateLicense } from '../../application/product/validate-license.js';
import {
  deactivation,
  deactivationBody,
  heartbeat,
  heartbeatBody,
  validation,
  validationAnswer,
  validationBody,
} from './product.schemas.js';
import { ProductCallers } from './product-callers.js';

@Controller('api/v1/product')
@Public()
export class ValidationsApiController {
  constructor(
    private readonly callers: ProductCallers,
    private readonly validateLicense: ValidateLicense,
    private readonly deactivateInstallation: DeactivateInstallation,
  ) {}

  @Post('validations')
  @Describe({
    summary: 'Validate a license',
    description:
      'Always 200 with the verdict, also for a license that does not exist (`NOT_FOUND`). With a fingerprint or UID the ' +
      'machine is judged too. The first one that is valid begins a term that waits for it.',
    tag: 'Product',
    answer: validation,
    problems: [401],
    open: true,
  })
  async validate(
    @Body({ schema: validationBody }) body: z.output<typeof validationBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { found, signature } = await this.callers.admit('reads', body, request, reply);
    const { features = [], versionPublishedAt = null, version = null } = body;
    const forMachine = (body.fingerprint ?? body.uid) !== undefined || signature !== null;
    const wishes = { forMachine, features, versionPublishedAt };
    return validationAnswer(await this.validateLicense.execute({ found, wishes, version }));
  }

  @Post('heartbeats')
  @Describe({
    summary: 'Send a heartbeat',
    description:
      'Keeps the place of a machine whose license demands to hear of it. Always 200 with the verdict: a machine that was ' +
      'silent for too long is told `INSTALLATION_LAPSED` and activates again.',
    tag: 'Product',
    answer: heartbeat,
    problems: [401],
    open: true,
  })
  async beat(
    @Body({ schema: heartbeatBody }) body: z.output<typeof heartbeatBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { found } = await this.callers.admitMachine('reads', body, request, reply);
    return this.validateLicense.heartbeat(found, body.version ?? null);
  }

  @Post('deactivations')
  @Describe({
    summary: 'Deactivate an installation',
    description:
      'Gives the place of a machine back; once more, it changes nothing. A machine with a key sends its UID along or ' +
      'signs the request.',
    tag: 'Product',
    answer: deactivation,
    problems: [401, 403, 404],
    open: true,
  })
  async deactivate(
    @Body({ schema: deactivationBody }) body: z.output<typeof deactivationBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { uid = null, ...names } = body;
    const call = await this.callers.admitMachine('writes', names, request, reply);
    return this.callers.once(call, { request, reply }, async () => ({
      released: await this.deactivateInstallation.execute(call, uid),
    }));
  }
}
