import { Body, Controller, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Important, SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { TakeOfflineRequest } from '../../application/offline/take-offline-request.js';
import { broughtIn, offlineAnswer, offlineAnswerOf, offlineBody } from './offline.schemas.js';

@Controller('api/v1/licenses')
@SignedIn('licenses.manage')
export class OfflineApiController {
  constructor(private readonly takeRequest: TakeOfflineRequest) {}

  @Post(':id/offline-activations')
  @Important('issue-offline-license')
  @Describe({
    summary: 'Activate a machine without internet',
    description:
      'Takes the request file or code of a machine: activates it, refreshes its license file, or takes the receipt of ' +
      'its deactivation. The same request gets the same answer. docs/license-files.md describes both forms.',
    tag: 'Licenses',
    status: 201,
    answer: offlineAnswer,
    problems: [401, 403, 404, 409, 503],
  })
  async take(
    @Customer() actor: CustomerActor,
    @IdParam() licenseId: string,
    @Body({ schema: offlineBody }) body: z.output<typeof offlineBody>,
  ) {
    return offlineAnswerOf(await this.takeRequest.execute(actor, { licenseId, ...broughtIn(body) }));
  }
}
