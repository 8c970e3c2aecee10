import { Body, Controller, Post, Req } from '@nestjs/common';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { FollowTicket } from '../../application/followers/follow-ticket.js';
import { StopFollowing } from '../../application/followers/stop-following.js';
import { KeepConfidential } from '../../application/visibility/keep-confidential.js';
import { ThreadPage } from '../thread.page.js';
import { colleagueForm, confidentialForm, followerForm } from './visibility.schemas.js';

@Controller('requests/:id')
export class SharingPagesController {
  constructor(
    private readonly thread: ThreadPage,
    private readonly followers: FollowTicket,
    private readonly stop: StopFollowing,
    private readonly keep: KeepConfidential,
  ) {}

  @Post('follow')
  @SignedIn('tickets.read')
  async follow(@IdParam() id: string, @Req() request: Request) {
    await this.followers.execute(customerOf(request), { ticketId: id, userId: null });
    return seeOther(`/requests/${id}`, { kind: 'success', key: 'support.flash.followed' });
  }

  @Post('followers')
  @SignedIn('tickets.write')
  async add(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      colleagueForm,
      body,
      async ({ userId }) => {
        await this.followers.execute(customerOf(request), { ticketId: id, userId });
        return seeOther(`/requests/${id}`, { kind: 'success', key: 'support.flash.added' });
      },
      (refusal) => this.thread.of(request, id, refusal),
    );
  }

  @Post('followers/remove')
  @SignedIn('tickets.read')
  async remove(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      followerForm,
      body,
      async ({ userId }) => {
        await this.stop.execute(customerOf(request), { ticketId: id, userId });
        const seen = await this.thread.isThereFor(request, id);
        const key = userId === null ? 'support.flash.unfollowed' : 'support.flash.removed';
        return seeOther(seen ? `/requests/${id}` : '/requests', { kind: 'success', key });
      },
      (refusal) => this.thread.of(request, id, refusal),
    );
  }

  @Post('confidential')
  @SignedIn('tickets.write')
  async confidential(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      confidentialForm,
      body,
      async ({ confidential }) => {
        await this.keep.execute(customerOf(request), { ticketId: id, confidential });
        const key = confidential ? 'support.flash.confidential' : 'support.flash.shared';
        return seeOther(`/requests/${id}`, { kind: 'success', key });
      },
      (refusal) => this.thread.of(request, id, refusal),
    );
  }
}
