import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../kernel/actor.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { type ListQuery, listQuery } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListNotifications } from '../application/list-notifications.js';
import { MarkRead } from '../application/mark-read.js';
import { notificationAnswer, notificationList, readNotifications } from './notifications.schemas.js';

@Controller('api/v1/notifications')
@SignedIn()
export class NotificationsApiController {
  constructor(
    private readonly listNotifications: ListNotifications,
    private readonly markRead: MarkRead,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Describe({
    summary: 'List your notifications',
    description: 'One for each thing: what happened to it last. They are kept for 180 days.',
    tag: 'Account',
    answer: notificationList,
    problems: [401, 403],
  })
  async list(
    @Customer() actor: CustomerActor,
    @Req() request: Request,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    const { items, nextCursor } = await this.listNotifications.execute(actor, query);
    const reader = this.readers.of(request);
    return { items: items.map((item) => notificationAnswer(item, reader)), nextCursor };
  }

  @Post('read')
  @Describe({
    summary: 'Mark notifications as read',
    description: 'Those with the ids, or all until an instant. Ids that are not yours change nothing.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403],
  })
  async read(
    @Customer() actor: CustomerActor,
    @Body({ schema: readNotifications }) { ids, upTo }: z.output<typeof readNotifications>,
  ) {
    if (ids) await this.markRead.these(actor, ids);
    if (upTo) await this.markRead.upTo(actor, new Date(upTo));
  }
}
