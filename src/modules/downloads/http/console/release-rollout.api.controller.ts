import { Body, Controller, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { StaffReleases } from '../../application/staff-releases.js';
import {
  percentBody,
  publishBody,
  reasonBody,
  staffReleaseAnswer,
  staffReleaseOf,
} from './release-form.schemas.js';
import { RolloutDesk } from './rollout-desk.js';

const problems = [401, 403, 404, 409];

@Controller('api/v1/staff/releases/:id')
@Staff('staff.releases')
export class ReleaseRolloutApiController {
  constructor(
    private readonly releases: StaffReleases,
    private readonly desk: RolloutDesk,
  ) {}

  @Post('publish')
  @Describe({
    summary: 'Sign the files of a draft and publish it',
    tag: 'Staff',
    answer: staffReleaseAnswer,
    problems: [...problems, 503],
  })
  async publish(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body({ schema: publishBody }) { percent, publishedAt }: z.output<typeof publishBody>,
  ) {
    const at = publishedAt === undefined ? {} : { publishedAt: new Date(publishedAt) };
    await this.desk.publish.execute(actor, { releaseId, percent, ...at });
    return this.now(releaseId);
  }

  @Put('rollout')
  @Describe({
    summary: 'Offer a release to more or fewer installations',
    description: 'Feeds follow it. People who come to the page may take a published release at once.',
    tag: 'Staff',
    answer: staffReleaseAnswer,
    problems,
  })
  async rollOut(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body({ schema: percentBody }) { percent }: z.output<typeof percentBody>,
  ) {
    await this.desk.rollOut.execute(actor, { releaseId, percent });
    return this.now(releaseId);
  }

  @Post('halt')
  @Describe({
    summary: 'Keep a release from everybody until it goes on',
    tag: 'Staff',
    answer: staffReleaseAnswer,
    problems,
  })
  async halt(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body({ schema: reasonBody }) { reason }: z.output<typeof reasonBody>,
  ) {
    await this.desk.halt.execute(actor, { releaseId, reason });
    return this.now(releaseId);
  }

  @Post('resume')
  @Describe({
    summary: 'Hand a halted release out again',
    tag: 'Staff',
    answer: staffReleaseAnswer,
    problems,
  })
  async resume(@StaffMember() actor: StaffActor, @IdParam() releaseId: string) {
    await this.desk.resume.execute(actor, { releaseId });
    return this.now(releaseId);
  }

  @Post('yank')
  @Describe({
    summary: 'Withdraw a release for good',
    description: 'Everybody who downloaded it is told by mail, with the reason.',
    tag: 'Staff',
    answer: staffReleaseAnswer,
    problems,
  })
  async yank(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @Body({ schema: reasonBody }) { reason }: z.output<typeof reasonBody>,
  ) {
    await this.desk.yank.execute(actor, { releaseId, reason });
    return this.now(releaseId);
  }

  private async now(id: string) {
    return staffReleaseOf(await this.releases.byId(id));
  }
}
