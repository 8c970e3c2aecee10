import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../platform/http/paging.js';
import { ListDeliveries } from '../application/list-deliveries.js';
import { ListOrders } from '../application/list-orders.js';
import { ShowOrder } from '../application/show-order.js';
import {
  deliveryAnswer,
  deliveryList,
  shownOrder,
  shownOrderAnswer,
  staffOrderAnswer,
  staffOrderList,
  staffOrderQuery,
} from './orders.schemas.js';

@Controller('api/v1/staff')
@Staff('staff.orders')
export class OrdersStaffApiController {
  constructor(
    private readonly listOrders: ListOrders,
    private readonly showOrder: ShowOrder,
    private readonly listDeliveries: ListDeliveries,
  ) {}

  @Get('orders')
  @Describe({ summary: 'List all orders', tag: 'Staff', answer: staffOrderList, problems: [401, 403] })
  async list(@Query({ schema: staffOrderQuery }) query: z.output<typeof staffOrderQuery>) {
    const { items, nextCursor } = await this.listOrders.forStaff(query);
    return { items: items.map(staffOrderAnswer), nextCursor };
  }

  @Get('orders/:id')
  @Describe({ summary: 'Show any order', tag: 'Staff', answer: shownOrder, problems: [401, 403, 404] })
  async show(@IdParam() id: string) {
    return shownOrderAnswer(await this.showOrder.forStaff(id), `/admin/orders/${id}/invoice.pdf`);
  }

  @Get('webhook-deliveries')
  @Describe({
    summary: 'List deliveries of the store',
    tag: 'Staff',
    answer: deliveryList,
    problems: [401, 403],
  })
  async deliveries(@Query({ schema: listQuery }) query: ListQuery) {
    const { items, nextCursor } = await this.listDeliveries.execute(query);
    return { items: items.map(deliveryAnswer), nextCursor };
  }
}
