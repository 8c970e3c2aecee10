import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { StaffActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { Staff } from '../../../platform/http/access.js';
import { StaffMember } from '../../../platform/http/actor.params.js';
import { page } from '../../../platform/http/pages.js';
import { type ListQuery, listQuery } from '../../../platform/http/paging.js';
import type { Request } from '../../../platform/http/request.js';
import { I18n } from '../../../platform/i18n/i18n.js';
import { ListDeliveries } from '../application/list-deliveries.js';
import { deliveryRows, nextHref } from './orders.views.js';

@ApiExcludeController()
@Controller('admin/orders/deliveries')
@Staff('staff.orders')
export class DeliveriesPagesController {
  constructor(
    private readonly listDeliveries: ListDeliveries,
    private readonly i18n: I18n,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @StaffMember() { timeZone }: StaffActor,
    @Req() { locale }: Request,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    const { items, nextCursor } = await this.listDeliveries.execute(query);
    const reader = { locale, timeZone, now: this.clock.now(), t: this.i18n.translator(locale) };
    const next = nextHref('/admin/orders/deliveries', nextCursor);
    return page('orders/deliveries', { deliveries: deliveryRows(items, reader), nextHref: next });
  }
}
