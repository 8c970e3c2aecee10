import { Controller, Get, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { AdviseOnBundle } from '../../application/diagnostics/advise-on-bundle.js';
import { adviceAddress } from './advice.schemas.js';
import { adviceView } from './advice.views.js';

/** A fragment for the review of a bundle, which asks by product and version: nothing else leaves the browser for it. */
@Controller('requests/bundle-advice')
@SignedIn('tickets.write')
export class AdvicePagesController {
  constructor(
    private readonly advise: AdviseOnBundle,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(
    @Query({ schema: adviceAddress }) { licenseId, ...bundle }: z.output<typeof adviceAddress>,
    @Req() request: Request,
  ) {
    const advice = licenseId
      ? await this.advise.execute(customerOf(request), { licenseId, ...bundle })
      : { otherThan: null, newer: null };
    return page('support/bundle-advice', adviceView(advice, bundle.product, this.readers.of(request)));
  }
}
