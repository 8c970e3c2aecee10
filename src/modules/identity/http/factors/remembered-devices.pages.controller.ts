import { Controller, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { seeOther } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { RememberedDevices } from '../../application/factors/remembered-devices.js';

@Controller('account/remembered-devices')
@AnyoneSignedIn()
export class RememberedDevicesPagesController {
  constructor(private readonly devices: RememberedDevices) {}

  @Post('forget')
  async forget(@Req() request: Request) {
    await this.devices.forgetAll(signedInOf(request));
    return seeOther('/account/mfa', { kind: 'success', key: 'identity.flash.devices-forgotten' });
  }
}
