import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../platform/http/access.js';
import { page } from '../../../platform/http/pages.js';
import { type ListQuery, listQuery, nextHref } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListDeliveries } from '../application/list-deliveries.js';
import { deliveryRows } from './orders.views.js';

@ApiExcludeController()
@Controller('admin/orders/deliveries')
@Staff('staff.orders')
export class DeliveriesPagesController {
  constructor(
    private readonly listDeliveries: ListDeliveries,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Req() request: Request, @Query({ schema: listQuery }) query: ListQuery) {
    const { items, nextCursor } = await this.listDeliveries.execute(query);
    const reader = this.readers.of(request);
    const next = nextHref('/admin/orders/deliveries', nextCursor);
    return page('orders/deliveries', { deliveries: deliveryRows(items, reader), nextHref: next });
  }
}
