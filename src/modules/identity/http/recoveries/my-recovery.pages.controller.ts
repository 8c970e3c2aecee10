import { Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { formatInstant } from '../../../../platform/i18n/format.js';
import { ShowRecovery } from '../../application/recoveries/show-recovery.js';
import { StopRecovery } from '../../application/recoveries/stop-recovery.js';

@Controller('account/recovery')
@AnyoneSignedIn()
export class MyRecoveryPagesController {
  constructor(
    private readonly recoveries: ShowRecovery,
    private readonly stopRecovery: StopRecovery,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(@Req() request: Request) {
    const own = await this.recoveries.own(signedInOf(request));
    const { locale, timeZone } = this.readers.of(request);
    const when = (instant: Date | null) => instant && formatInstant(instant, locale, timeZone);
    return page('identity/own-recovery', {
      recovery: own && { ...own, requestedAt: when(own.requestedAt), readyAt: when(own.readyAt) },
    });
  }

  @Post('stop')
  async stop(@Req() request: Request) {
    await this.stopRecovery.execute(signedInOf(request));
    return seeOther('/account', { kind: 'success', key: 'people.flash.recoveryStopped' });
  }
}
