import { Body, Controller, Delete, Get, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { FollowTicket } from '../../application/followers/follow-ticket.js';
import { StopFollowing } from '../../application/followers/stop-following.js';
import { ShowTicket } from '../../application/show-ticket.js';
import { KeepConfidential } from '../../application/visibility/keep-confidential.js';
import { ShowSharing } from '../../application/visibility/show-sharing.js';
import { colleagueList, confidentialChange, newFollower } from './visibility.schemas.js';

@Controller('api/v1/tickets/:id')
export class SharingApiController {
  constructor(
    private readonly tickets: ShowTicket,
    private readonly sharing: ShowSharing,
    private readonly follow: FollowTicket,
    private readonly stop: StopFollowing,
    private readonly keep: KeepConfidential,
  ) {}

  @Get('colleagues')
  @SignedIn('tickets.read')
  @Describe({
    summary: 'List colleagues who could follow a request',
    description: 'For its requester; for others the list is empty.',
    tag: 'Tickets',
    answer: colleagueList,
    problems: [401, 403, 404],
  })
  async colleagues(@IdParam() id: string, @Customer() actor: CustomerActor) {
    const { thread } = await this.tickets.execute(actor, id);
    const { colleagues } = await this.sharing.execute(actor, thread);
    return { items: colleagues.map(({ id, name }) => ({ id, name })) };
  }

  @Post('followers')
  @SignedIn('tickets.read')
  @Describe({
    summary: 'Follow a request, or add a colleague to yours',
    description: 'Followers see the request and get its answers by mail. At most 50.',
    tag: 'Tickets',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async add(
    @IdParam() id: string,
    @Body({ schema: newFollower }) { userId = null }: z.output<typeof newFollower>,
    @Customer() actor: CustomerActor,
  ) {
    await this.follow.execute(actor, { ticketId: id, userId });
  }

  @Delete('followers/:followerId')
  @SignedIn('tickets.read')
  @Describe({
    summary: 'Stop following, or remove a colleague from your request',
    tag: 'Tickets',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async remove(
    @IdParam() id: string,
    @IdParam('followerId') userId: string,
    @Customer() actor: CustomerActor,
  ) {
    await this.stop.execute(actor, { ticketId: id, userId });
  }

  @Put('confidential')
  @SignedIn('tickets.write')
  @Describe({
    summary: 'Keep your request confidential, or show it again',
    description: 'Only you, the people you add and support see a confidential request.',
    tag: 'Tickets',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async confidential(
    @IdParam() id: string,
    @Body({ schema: confidentialChange }) { confidential }: z.output<typeof confidentialChange>,
    @Customer() actor: CustomerActor,
  ) {
    await this.keep.execute(actor, { ticketId: id, confidential });
  }
}
