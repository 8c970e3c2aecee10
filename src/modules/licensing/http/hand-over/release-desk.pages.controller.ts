import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { DecideReleaseRequest } from '../../application/hand-over/decide-release-request.js';
import { ListReleaseRequests } from '../../application/hand-over/list-release-requests.js';
import { deskQuery, refusalForm } from './hand-over.forms.js';
import { deskView, requestDetailView } from './release-desk.views.js';

const desk = '/admin/licenses/release-requests';

/** Where agents decide what customers may not release themselves (row LI-5). */
@ApiExcludeController()
@Controller('admin/licenses/release-requests')
@Staff('staff.licenses')
export class ReleaseDeskPagesController {
  constructor(
    private readonly requests: ListReleaseRequests,
    private readonly decide: DecideReleaseRequest,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: deskQuery }) query: z.output<typeof deskQuery>, @Req() request: Request) {
    const { status, cursor } = query;
    const found = await this.requests.forStaff({ limit: 25, cursor, open: status === 'open' });
    return page('licensing/staff-release-requests', deskView(found, status, this.readers.of(request)));
  }

  @Get(':id')
  async show(@IdParam() id: string, @Req() request: Request) {
    return this.detail(id, request);
  }

  @Post(':id/approve')
  async approve(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.decide.approve(staffOf(request), id);
        return seeOther(desk, { kind: 'success', key: 'handover.flash.approved' });
      },
      (refusal) => this.detail(id, request, refusal),
    );
  }

  @Post(':id/refuse')
  async refuse(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      refusalForm,
      body,
      async ({ answer }) => {
        await this.decide.refuse(staffOf(request), { id, answer });
        return seeOther(desk, { kind: 'success', key: 'handover.flash.refused' });
      },
      (refusal) => this.detail(id, request, refusal),
    );
  }

  private async detail(id: string, request: Request, refusal: Refusal | null = null) {
    const found = await this.requests.one(id);
    return page(
      'licensing/staff-release-request',
      requestDetailView(found, this.readers.of(request), refusal),
    );
  }
}
