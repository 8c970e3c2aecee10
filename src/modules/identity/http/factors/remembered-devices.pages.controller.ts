import { Controller, Get, Post, Req } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { cookieName } from '../../../../platform/http/cookies.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ListRememberedDevices } from '../../application/factors/list-remembered-devices.js';
import { RememberedDevices } from '../../application/factors/remembered-devices.js';
import { rememberedDeviceView } from './remembered-devices.views.js';

const list = '/account/remembered-devices';

/** The browsers that are not asked for the second step, and how to have them asked again. */
@Controller('account/remembered-devices')
@AnyoneSignedIn()
export class RememberedDevicesPagesController {
  constructor(
    private readonly devices: RememberedDevices,
    private readonly list: ListRememberedDevices,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  async all(@Req() request: Request) {
    const secret = request.cookies[cookieName(this.config, 'remembered')] ?? null;
    const entries = await this.list.execute(signedInOf(request), secret);
    const reader = this.readers.of(request);
    const devices = entries.map((entry) => rememberedDeviceView(entry, request.ip, reader));
    return page('identity/remembered-devices', { devices });
  }

  @Post('forget')
  async forgetAll(@Req() request: Request) {
    await this.devices.forgetAll(signedInOf(request));
    return seeOther(list, { kind: 'success', key: 'identity.flash.devices-forgotten' });
  }

  @Post(':id/forget')
  async forget(@IdParam() id: string, @Req() request: Request) {
    await this.devices.forget(signedInOf(request), id);
    return seeOther(list, { kind: 'success', key: 'identity.flash.device-forgotten' });
  }
}
