import { Body, Controller, Delete, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { SavedViews } from '../../application/inbox/saved-views.js';
import { inboxAddress } from '../tickets.forms.js';
import { narrowingOf } from './inbox-address.js';
import { viewAnswer, viewBody, viewList } from './saved-views.schemas.js';

@Controller('api/v1/staff/ticket-views')
@Staff('staff.tickets')
export class SavedViewsApiController {
  constructor(private readonly views: SavedViews) {}

  @Get()
  @Describe({
    summary: 'List the views of the inbox that you keep or that are shared',
    tag: 'Staff',
    answer: viewList,
    problems: [401, 403],
  })
  async list(@Req() request: Request) {
    return { items: await this.views.of(staffOf(request)) };
  }

  @Post()
  @Describe({
    summary: 'Keep a view of the inbox under a name',
    description: 'Parameters that the inbox does not know are left out.',
    tag: 'Staff',
    status: 201,
    answer: viewAnswer,
    problems: [401, 403, 409],
  })
  async keep(@Body({ schema: viewBody }) body: z.output<typeof viewBody>, @Req() request: Request) {
    const filter = narrowingOf(inboxAddress.parse(body.filter));
    const { id, name, shared } = await this.views.keep(staffOf(request), { ...body, filter });
    return { id, name, shared, mine: true, filter };
  }

  @Delete(':id')
  @Describe({ summary: 'Delete a view', tag: 'Staff', status: 204, answer: null, problems: [401, 403, 404] })
  async remove(@IdParam() id: string, @Req() request: Request) {
    await this.views.remove(staffOf(request), id);
  }
}
