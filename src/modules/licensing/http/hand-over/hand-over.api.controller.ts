import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Important, SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { AskForRelease } from '../../application/hand-over/ask-for-release.js';
import { ListReleaseRequests } from '../../application/hand-over/list-release-requests.js';
import { ReleaseMachine } from '../../application/hand-over/release-machine.js';
import { ShowHandOver } from '../../application/hand-over/show-hand-over.js';
import { budgetOf, handOverOf, requestOf } from './hand-over.answers.js';
import {
  askBody,
  askedAnswer,
  candidatesApiQuery,
  handOverAnswer,
  releasedAnswer,
  releaseRequestList,
  requestsQuery,
} from './hand-over.schemas.js';

@Controller('api/v1/licenses')
@SignedIn('licenses.read')
export class HandOverApiController {
  constructor(
    private readonly handOver: ShowHandOver,
    private readonly release: ReleaseMachine,
    private readonly ask: AskForRelease,
    private readonly requests: ListReleaseRequests,
  ) {}

  @Get(':id/hand-over')
  @Describe({
    summary: 'Show whose place another machine could get',
    description: 'Machines in use, those silent longest first, and how many you may still release yourself.',
    tag: 'Licenses',
    answer: handOverAnswer,
    problems: [401, 403, 404],
  })
  async show(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Query({ schema: candidatesApiQuery }) { query }: z.output<typeof candidatesApiQuery>,
  ) {
    return handOverOf(await this.handOver.execute(actor, id, query));
  }

  @Post(':id/installations/:installationId/release')
  @SignedIn('licenses.manage')
  @Important('release-installation')
  @Describe({
    summary: 'Release a machine',
    description: 'Its place is free at once. A machine that was released before stays so, and costs nothing.',
    tag: 'Licenses',
    answer: releasedAnswer,
    problems: [401, 403, 404, 409],
  })
  async releaseMachine(
    @Customer() actor: CustomerActor,
    @IdParam() licenseId: string,
    @IdParam('installationId') installationId: string,
  ) {
    const budget = await this.release.execute(actor, { licenseId, installationId });
    return { installationId, budget: budgetOf(budget) };
  }

  @Get(':id/release-requests')
  @Describe({
    summary: 'List the requests to release machines of a license',
    tag: 'Licenses',
    answer: releaseRequestList,
    problems: [401, 403, 404],
  })
  async list(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Query({ schema: requestsQuery }) query: z.output<typeof requestsQuery>,
  ) {
    const { items, nextCursor } = await this.requests.execute(actor, id, query);
    return { items: items.map(requestOf), nextCursor };
  }

  @Post(':id/release-requests')
  @Describe({
    summary: 'Ask agents to release a machine',
    description:
      'For when `budget.left` is 0. Whoever signs in with serial number and UID may ask, too. One request per machine is open at a time.',
    tag: 'Licenses',
    status: 201,
    answer: askedAnswer,
    problems: [401, 403, 404, 409],
  })
  async askFor(
    @Customer() actor: CustomerActor,
    @IdParam() licenseId: string,
    @Body({ schema: askBody }) body: z.output<typeof askBody>,
  ) {
    return { id: await this.ask.execute(actor, { licenseId, ...body }) };
  }

  @Post(':id/release-requests/:requestId/withdraw')
  @Describe({
    summary: 'Take back a request to release a machine',
    tag: 'Licenses',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async withdraw(
    @Customer() actor: CustomerActor,
    @IdParam() licenseId: string,
    @IdParam('requestId') requestId: string,
  ): Promise<void> {
    await this.ask.withdraw(actor, { licenseId, requestId });
  }
}
