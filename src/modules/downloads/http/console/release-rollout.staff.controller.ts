import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
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
    const publish = ({ percent }: { percent: number }) =>
      this.desk.publish.execute(actor, { releaseId, percent });
    return this.changed(
      { releaseId, request, flash: 'downloads.flash.published' },
      percentForm,
      body,
      publish,
    );
  }

  @Post('rollout')
  rollOut(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    const rollOut = ({ percent }: { percent: number }) =>
      this.desk.rollOut.execute(actor, { releaseId, percent });
    return this.changed(
      { releaseId, request, flash: 'releases.flash.rolledOut' },
      percentForm,
      body,
      rollOut,
    );
  }

  @Post('halt')
  halt(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    const halt = ({ reason }: { reason: string }) => this.desk.halt.execute(actor, { releaseId, reason });
    const about = { releaseId, request, flash: 'releases.flash.halted', form: 'halt' } as const;
    return this.changed(about, reasonForm, body, halt);
  }

  @Post('resume')
  resume(@StaffMember() actor: StaffActor, @IdParam() releaseId: string, @Req() request: Request) {
    const resume = () => this.desk.resume.execute(actor, { releaseId });
    return this.changed({ releaseId, request, flash: 'releases.flash.resumed' }, nothingForm, {}, resume);
  }

  @Post('yank')
  yank(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    const yank = ({ reason }: { reason: string }) => this.desk.yank.execute(actor, { releaseId, reason });
    const about = { releaseId, request, flash: 'downloads.flash.yanked', form: 'yank' } as const;
    return this.changed(about, reasonForm, body, yank);
  }

  /** Back to the release when the change is done; its page with the reason in the form when it is refused. */
  private changed<Schema extends z.ZodType>(
    { releaseId, request, flash, form }: Change,
    schema: Schema,
    body: unknown,
    change: (given: z.output<Schema>) => Promise<unknown>,
  ) {
    return submit(
      schema,
      body,
      async (given) => {
        await change(given);
        return seeOther(`/admin/releases/${releaseId}`, { kind: 'success', key: flash });
      },
      (refusal) => this.pages.detail(releaseId, request, refusal, form),
    );
  }
}

interface Change {
  readonly releaseId: string;
  readonly request: Request;
  /** Key of what is told when it is done. */
  readonly flash: string;
  /** Which of the page's forms with a reason it came from. */
  readonly form?: 'halt' | 'yank';
}
