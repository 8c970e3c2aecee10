import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import type { StaffActor } from '../../../kernel/actor.js';
import { Staff } from '../../../platform/http/access.js';
import { StaffMember } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { StaffReleases } from '../application/staff-releases.js';
import { ReleaseDesk } from './release-desk.js';
import { draftForm, nothingForm, staffQuery, yankForm } from './releases.schemas.js';
import { draftFormView, staffListView, staffReleaseView } from './releases.staff.views.js';
import { readUpload } from './upload-reader.js';

@Controller('admin/releases')
@Staff('staff.releases')
export class ReleasesStaffController {
  constructor(
    private readonly releases: StaffReleases,
    private readonly desk: ReleaseDesk,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Query({ schema: staffQuery }) { cursor }: z.output<typeof staffQuery>,
    @Req() request: Request,
  ) {
    const listing = await this.releases.list(50, cursor);
    return page('downloads/staff-list', staffListView(listing, this.readers.of(request)));
  }

  @Get('new')
  form(@Req() request: Request) {
    return this.formPage(request, null);
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
      (refusal) => this.formPage(request, refusal),
    );
  }

  @Get(':id')
  detail(@IdParam() id: string, @Req() request: Request) {
    return this.detailPage(id, request, null);
  }

  @Post(':id/artifacts')
  attach(@StaffMember() actor: StaffActor, @IdParam() releaseId: string, @Req() request: Request) {
    return submit(
      nothingForm,
      {},
      async () => {
        await this.releases.byId(releaseId);
        await readUpload(request, async (upload) => {
          await this.desk.attach.execute(actor, { ...upload, releaseId });
        });
        return seeOther(`/admin/releases/${releaseId}`, { kind: 'success', key: 'downloads.flash.attached' });
      },
      (refusal) => this.detailPage(releaseId, request, refusal),
    );
  }

  @Post(':id/publish')
  publish(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      nothingForm,
      body,
      async () => {
        await this.desk.publish.execute(actor, { releaseId });
        return seeOther(`/admin/releases/${releaseId}`, {
          kind: 'success',
          key: 'downloads.flash.published',
        });
      },
      (refusal) => this.detailPage(releaseId, request, refusal),
    );
  }

  @Post(':id/yank')
  yank(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      yankForm,
      body,
      async ({ reason }) => {
        await this.desk.yank.execute(actor, { releaseId, reason });
        return seeOther(`/admin/releases/${releaseId}`, { kind: 'success', key: 'downloads.flash.yanked' });
      },
      (refusal) => this.detailPage(releaseId, request, refusal),
    );
  }

  private async formPage(request: Request, refusal: Refusal | null) {
    const products = await this.releases.products();
    return page('downloads/staff-new', draftFormView(products, refusal, this.readers.of(request)));
  }

  private async detailPage(id: string, request: Request, refusal: Refusal | null) {
    const release = await this.releases.byId(id);
    return page('downloads/staff-release', staffReleaseView(release, refusal, this.readers.of(request)));
  }
}
