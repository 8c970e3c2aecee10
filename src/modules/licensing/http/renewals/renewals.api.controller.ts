import { Controller, Get } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { PreviewRenewal } from '../../application/renewals/preview-renewal.js';
import { renewalAnswer, renewalPreview } from './renewals.schemas.js';

@Controller('api/v1/licenses')
@SignedIn('licenses.read')
export class RenewalsApiController {
  constructor(private readonly previewRenewal: PreviewRenewal) {}

  @Get(':id/renewal-preview')
  @Describe({
    summary: 'Preview the renewal of a license',
    description: 'Says which ends a renewal today would move, and to when. It changes nothing.',
    tag: 'Licenses',
    answer: renewalPreview,
    problems: [401, 403, 404],
  })
  async show(@Customer() actor: CustomerActor, @IdParam() id: string) {
    return renewalAnswer(await this.previewRenewal.execute(actor, id));
  }
}
