import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { DisableUser } from '../../application/people/disable-user.js';
import { EnableUser } from '../../application/people/enable-user.js';
import { FindPeople } from '../../application/people/find-people.js';
import { ShowPerson } from '../../application/people/show-person.js';
import { listedPersonAnswer, shownPersonAnswer } from './people.answers.js';
import { peopleList, peopleQuery, reasonBody, shownPerson } from './people.schemas.js';

@Controller('api/v1/staff/people')
@Staff('staff.people')
export class PeopleApiController {
  constructor(
    private readonly findPeople: FindPeople,
    private readonly showPerson: ShowPerson,
    private readonly disableUser: DisableUser,
    private readonly enableUser: EnableUser,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Describe({ summary: 'Find people', tag: 'Staff', answer: peopleList, problems: [401, 403] })
  async find(@Query({ schema: peopleQuery }) query: z.output<typeof peopleQuery>, @Req() request: Request) {
    const { items, nextCursor } = await this.findPeople.execute(staffOf(request), query);
    return { items: items.map(listedPersonAnswer), nextCursor };
  }

  @Get(':id')
  @Describe({
    summary: 'Show a person and their security state',
    tag: 'Staff',
    answer: shownPerson,
    problems: [401, 403, 404],
  })
  async show(@IdParam() id: string, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return shownPersonAnswer(await this.showPerson.execute(staffOf(request), id), t);
  }

  @Post(':id/disable')
  @Describe({
    summary: 'Disable an account',
    description: 'Ends every session and token of it at once. Colleagues need the permission staff.accounts.',
    tag: 'Staff',
    answer: shownPerson,
    problems: [401, 403, 404, 409],
  })
  async disable(
    @IdParam() id: string,
    @Body({ schema: reasonBody }) { reason }: z.output<typeof reasonBody>,
    @Req() request: Request,
  ) {
    await this.disableUser.execute(staffOf(request), { userId: id, reason });
    return this.show(id, request);
  }

  @Post(':id/enable')
  @Describe({
    summary: 'Enable a disabled account',
    tag: 'Staff',
    answer: shownPerson,
    problems: [401, 403, 404, 409],
  })
  async enable(@IdParam() id: string, @Req() request: Request) {
    await this.enableUser.execute(staffOf(request), id);
    return this.show(id, request);
  }
}
