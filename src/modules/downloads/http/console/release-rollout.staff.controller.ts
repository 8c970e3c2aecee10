import { Body, Controller, Post, Req } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { nothingForm } from '../releases.schemas.js';
import { percentForm, reasonForm } from './release-form.schemas.js';
import { ReleasePages } from './release-pages.js';
import { RolloutDesk } from './rollout-desk.js';

/** Who gets a release. */
@Controller('admin/releases/:id')
@Staff('staff.releases')
export class ReleaseRolloutStaffController {
  constructor(
    private readonly desk: RolloutDesk,
    private readonly pages: ReleasePages,
  ) {}

  @Post('publish')
  publish(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      percentForm,
      body,
      async ({ percent }) => {
        await this.desk.publish.execute(actor, { releaseId, percent });
        return done(releaseId, 'downloads.flash.published');
      },
      (refusal) => this.pages.detail(releaseId, request, refusal),
    );
  }

  @Post('rollout')
  rollOut(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      percentForm,
      body,
      async ({ percent }) => {
        await this.desk.rollOut.execute(actor, { releaseId, percent });
        return done(releaseId, 'releases.flash.rolledOut');
      },
      (refusal) => this.pages.detail(releaseId, request, refusal),
    );
  }

  @Post('halt')
  halt(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      reasonForm,
      body,
      async ({ reason }) => {
        await this.desk.halt.execute(actor, { releaseId, reason });
        return done(releaseId, 'releases.flash.halted');
      },
      (refusal) => this.pages.detail(releaseId, request, refusal, 'halt'),
    );
  }

  @Post('resume')
  resume(@StaffMember() actor: StaffActor, @IdParam() releaseId: string, @Req() request: Request) {
    return submit(
      nothingForm,
      {},
      async () => {
        await this.desk.resume.execute(actor, { releaseId });
        return done(releaseId, 'releases.flash.resumed');
      },
      (refusal) => this.pages.detail(releaseId, request, refusal),
    );
  }

  @Post('yank')
  yank(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      reasonForm,
      body,
      async ({ reason }) => {
        await this.desk.yank.execute(actor, { releaseId, reason });
        return done(releaseId, 'downloads.flash.yanked');
      },
      (refusal) => this.pages.detail(releaseId, request, refusal, 'yank'),
    );
  }
}

const done = (id: string, key: string) => seeOther(`/admin/releases/${id}`, { kind: 'success', key });
