import { Body, Controller, Post, Req } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { DisableUser } from '../../application/people/disable-user.js';
import { EnableUser } from '../../application/people/enable-user.js';
import { reasonBody } from './people.schemas.js';
import { PersonPage } from './person-page.js';

@Controller('admin/people/:id')
@Staff('staff.people')
export class PersonAccessPagesController {
  constructor(
    private readonly disableUser: DisableUser,
    private readonly enableUser: EnableUser,
    private readonly personPage: PersonPage,
  ) {}

  @Post('disable')
  async disable(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      reasonBody,
      body,
      async ({ reason }) => {
        await this.disableUser.execute(staffOf(request), { userId: id, reason });
        return seeOther(`/admin/people/${id}`, { kind: 'success', key: 'people.flash.disabled' });
      },
      (refusal) => this.personPage.show(id, request, { form: 'disable', refusal }),
    );
  }

  @Post('enable')
  async enable(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.enableUser.execute(staffOf(request), id);
        return seeOther(`/admin/people/${id}`, { kind: 'success', key: 'people.flash.enabled' });
      },
      (refusal) => this.personPage.show(id, request, { form: 'enable', refusal }),
    );
  }
}
