import { Controller, Delete, Get, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ListRememberedDevices } from '../../application/factors/list-remembered-devices.js';
import { RememberedDevices } from '../../application/factors/remembered-devices.js';
import { rememberedDevices } from './factors.schemas.js';
import { rememberedDeviceAnswer } from './remembered-devices.views.js';

@Controller('api/v1/me/second-factor/devices')
@AnyoneSignedIn()
export class RememberedDevicesApiController {
  constructor(
    private readonly devices: RememberedDevices,
    private readonly list: ListRememberedDevices,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Describe({
    summary: 'List the browsers that are not asked for the second step',
    description: 'The latest first; 100 at most.',
    tag: 'Account',
    answer: rememberedDevices,
    problems: [401],
  })
  async all(@Req() request: Request) {
    const entries = await this.list.execute(signedInOf(request), null);
    const reader = this.readers.of(request);
    return { items: entries.map((entry) => rememberedDeviceAnswer(entry, request.ip, reader)) };
  }

  @Delete()
  @Describe({
    summary: 'Ask for the second step again in every browser',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401],
  })
  async forgetAll(@Req() request: Request) {
    await this.devices.forgetAll(signedInOf(request));
  }

  @Delete(':id')
  @Describe({
    summary: 'Ask for the second step again in one browser',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 404],
  })
  async forget(@IdParam() id: string, @Req() request: Request) {
    await this.devices.forget(signedInOf(request), id);
  }
}
