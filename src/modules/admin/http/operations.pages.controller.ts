import { Controller, Get, Post, Req } from '@nestjs/common';
import { Staff } from '../../../platform/http/access.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page, seeOther } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { Operations } from '../application/operations.js';
import { operationsView } from './operations.views.js';

@Controller('admin/operations')
@Staff('staff.operations')
export class OperationsPagesController {
  constructor(
    private readonly operations: Operations,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Req() request: Request) {
    return page('admin/operations', operationsView(await this.operations.list(), this.readers.of(request)));
  }

  @Post('dead-letters/:id/replay')
  async replay(@IdParam() id: string) {
    await this.operations.replay(id);
    return seeOther('/admin/operations', { kind: 'success', key: 'admin.flash.replayed' });
  }

  @Post('jobs/:id/try-again')
  async tryAgain(@IdParam() id: string) {
    await this.operations.tryAgain(id);
    return seeOther('/admin/operations', { kind: 'success', key: 'admin.flash.triedAgain' });
  }

  @Post('mails/:id/send-again')
  async sendAgain(@IdParam() id: string) {
    await this.operations.sendAgain(id);
    return seeOther('/admin/operations', { kind: 'success', key: 'admin.flash.sentAgain' });
  }
}
