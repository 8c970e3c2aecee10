import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CustomerActor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../platform/http/pages.js';
import { type ListQuery, listQuery, nextHref } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListNotifications } from '../application/list-notifications.js';
import { MarkRead } from '../application/mark-read.js';
import { readForm } from './notifications.schemas.js';
import { hrefOf, notificationRows } from './notifications.views.js';

const firstPage: ListQuery = { limit: 25 };

@ApiExcludeController()
@Controller('notifications')
@SignedIn()
export class NotificationsPagesController {
  constructor(
    private readonly listNotifications: ListNotifications,
    private readonly markRead: MarkRead,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Customer() actor: CustomerActor,
    @Req() request: Request,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    return await this.show(actor, request, query, null);
  }

  @Post('read')
  async read(@Customer() actor: CustomerActor, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      readForm,
      body,
      async ({ upTo }) => {
        await this.markRead.upTo(actor, new Date(upTo));
        return seeOther('/notifications', { kind: 'success', key: 'notifications.flash.read' });
      },
      (refusal) => this.show(actor, request, firstPage, refusal),
    );
  }

  /** The way to what it is about; who takes it has read the notification. */
  @Post(':id/open')
  async open(@Customer() actor: CustomerActor, @IdParam() id: string) {
    const notification = await this.listNotifications.find(actor, id);
    if (!notification) throw NotFound.of('notification');
    await this.markRead.these(actor, [id]);
    return seeOther(hrefOf(notification) ?? '/notifications');
  }

  private async show(actor: CustomerActor, request: Request, query: ListQuery, refusal: Refusal | null) {
    const reader = this.readers.of(request);
    const { items, nextCursor } = await this.listNotifications.execute(actor, query);
    return page('notifications/list', {
      notifications: notificationRows(items, reader),
      nextHref: nextHref('/notifications', nextCursor),
      unread: request.unread > 0,
      upTo: reader.now.toISOString(),
      problem: refusal && (refusal.errors.upTo ?? refusal.message),
    });
  }
}
