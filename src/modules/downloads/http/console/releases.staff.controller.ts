import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { ChangesNothing } from '../../../../platform/http/changes-nothing.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { staffQuery } from '../releases.schemas.js';
import { DraftDesk } from './draft-desk.js';
import { draftEditForm, draftForm, wordsForm } from './release-form.schemas.js';
import { ReleasePages } from './release-pages.js';

@Controller('admin/releases')
@Staff('staff.releases')
export class ReleasesStaffController {
  constructor(
    private readonly desk: DraftDesk,
    private readonly pages: ReleasePages,
  ) {}

  @Get()
  list(@Query({ schema: staffQuery }) { cursor }: z.output<typeof staffQuery>, @Req() request: Request) {
    return this.pages.list(cursor, request);
  }

  @Get('new')
  form(@Req() request: Request) {
    return this.pages.draft(request, null);
  }

  @Post('preview')
  @ChangesNothing()
  preview(@Body() body: Record<string, unknown>, @Req() request: Request) {
    return this.pages.draft(request, { values: body ?? {}, refusal: null });
  }

  @Post()
  draft(@StaffMember() actor: StaffActor, @Body() body: unknown, @Req() request: Request) {
    return submit(
      draftForm,
      body,
      async (draft) => {
        const id = await this.desk.draft.execute(actor, draft);
        return seeOther(`/admin/releases/${id}`, { kind: 'success', key: 'downloads.flash.drafted' });
      },
      (refusal) => this.pages.draft(request, { values: refusal.values, refusal }),
    );
  }

  @Get(':id')
  detail(@IdParam() id: string, @Req() request: Request) {
    return this.pages.detail(id, request, null);
  }

  @Get(':id/edit')
  editForm(@IdParam() id: string, @Req() request: Request) {
    return this.pages.edit(id, request, null);
  }

  @Post(':id/preview')
  @ChangesNothing()
  editPreview(@IdParam() id: string, @Body() body: Record<string, unknown>, @Req() request: Request) {
    return this.pages.edit(id, request, { values: body ?? {}, refusal: null });
  }

  @Post(':id/edit')
  edit(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      draftEditForm,
      body,
      async ({ revision, ...draft }) => {
        await this.desk.edit.execute(actor, { releaseId: id, revision, draft });
        return saved(id);
      },
      (refusal) => this.pages.edit(id, request, { values: refusal.values, refusal }),
    );
  }

  @Post(':id/words')
  describe(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      wordsForm,
      body,
      async ({ revision, ...words }) => {
        await this.desk.describe.execute(actor, { releaseId: id, revision, words });
        return saved(id);
      },
      (refusal) => this.pages.edit(id, request, { values: refusal.values, refusal }),
    );
  }

  @Get(':id/delete')
  deleteForm(@IdParam() id: string, @Req() request: Request) {
    return this.pages.remove(id, request, null);
  }

  @Post(':id/delete')
  remove(@StaffMember() actor: StaffActor, @IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.desk.remove.execute(actor, id);
        return seeOther('/admin/releases', { kind: 'success', key: 'releases.flash.deleted' });
      },
      (refusal) => this.pages.remove(id, request, refusal),
    );
  }
}

const saved = (id: string) =>
  seeOther(`/admin/releases/${id}`, { kind: 'success', key: 'releases.flash.saved' });
