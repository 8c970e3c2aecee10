import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther, submit } from '../../../../platform/http/pages.js';
import { pageCursor } from '../../../../platform/http/paging.js';
import type { Request } from '../../../../platform/http/request.js';
import { DecideRecovery } from '../../application/recoveries/decide-recovery.js';
import { StartRecovery } from '../../application/recoveries/start-recovery.js';
import { recoveryForm } from './recoveries.schemas.js';
import { RecoveryDesk } from './recovery-desk.js';

const address = z.object({ cursor: pageCursor });

@Controller('admin')
@Staff('staff.people')
export class RecoveriesPagesController {
  constructor(
    private readonly desk: RecoveryDesk,
    private readonly start: StartRecovery,
    private readonly decide: DecideRecovery,
  ) {}

  @Get('recoveries')
  list(@Query({ schema: address }) { cursor }: z.output<typeof address>, @Req() request: Request) {
    return this.desk.list(request, cursor);
  }

  @Get('people/:id/recovery')
  form(@IdParam() id: string, @Req() request: Request) {
    return this.desk.form(id, request);
  }

  @Post('people/:id/recovery')
  async begin(@IdParam() userId: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      recoveryForm,
      body,
      async (input) => {
        await this.start.execute(staffOf(request), { userId, ...input });
        return seeOther('/admin/recoveries', { kind: 'success', key: 'people.flash.recoveryStarted' });
      },
      (refusal) => this.desk.form(userId, request, refusal),
    );
  }

  @Post('recoveries/:id/approve')
  async approve(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.decide.approve(staffOf(request), id);
        return seeOther('/admin/recoveries', { kind: 'success', key: 'people.flash.recoveryApproved' });
      },
      (refusal) => this.desk.list(request, undefined, refusal),
    );
  }

  @Post('recoveries/:id/withdraw')
  async withdraw(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.decide.withdraw(staffOf(request), id);
        return seeOther('/admin/recoveries', { kind: 'success', key: 'people.flash.recoveryWithdrawn' });
      },
      (refusal) => this.desk.list(request, undefined, refusal),
    );
  }
}
