import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { ProposeMerge } from '../../application/merging/propose-merge.js';
import { PersonPage } from '../people/person-page.js';
import { mergeBody, mergeProposal } from './merging.schemas.js';

/** Agents propose a merge; they cannot force it. */
@Controller()
@Staff('staff.people')
export class MergingStaffController {
  constructor(
    private readonly proposing: ProposeMerge,
    private readonly personPage: PersonPage,
  ) {}

  @Post('api/v1/staff/people/:id/merge-proposals')
  @Describe({
    summary: 'Propose that two accounts become one',
    description: 'Both of them have to agree within 7 days.',
    tag: 'Staff',
    status: 201,
    answer: mergeProposal,
    problems: [401, 403, 404, 409],
  })
  async propose(
    @IdParam() userId: string,
    @Body({ schema: mergeBody }) { other }: z.output<typeof mergeBody>,
    @Req() request: Request,
  ) {
    return { id: await this.proposing.execute(staffOf(request), { userId, other }) };
  }

  @Post('admin/people/:id/propose-merge')
  async proposeOnPage(@IdParam() userId: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      mergeBody,
      body,
      async ({ other }) => {
        await this.proposing.execute(staffOf(request), { userId, other });
        return seeOther(`/admin/people/${userId}`, { kind: 'success', key: 'people.flash.mergeProposed' });
      },
      (refusal) => this.personPage.show(userId, request, { form: 'merge', refusal }),
    );
  }
}
