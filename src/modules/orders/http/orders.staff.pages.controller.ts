import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import { nextHref } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { ListOrders } from '../application/list-orders.js';
import { OpenInvoice } from '../application/open-invoice.js';
import { ShowOrder } from '../application/show-order.js';
import { invoiceFile } from './invoice-file.js';
import { staffOrderQuery } from './orders.schemas.js';
import { orderRows, orderView } from './orders.views.js';

@ApiExcludeController()
@Controller('admin/orders')
@Staff('staff.orders')
export class OrdersStaffPagesController {
  constructor(
    private readonly listOrders: ListOrders,
    private readonly showOrder: ShowOrder,
    private readonly openInvoice: OpenInvoice,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Req() request: Request,
    @Query({ schema: staffOrderQuery }) query: z.output<typeof staffOrderQuery>,
  ) {
    const { items, nextCursor } = await this.listOrders.forStaff(query);
    const { organizationId } = query;
    const orders = orderRows(items, '/admin/orders', this.readers.of(request));
    const next = nextHref('/admin/orders', nextCursor, { organizationId });
    return page('orders/staff-list', { orders, nextHref: next, filtered: organizationId !== undefined });
  }

  @Get(':id')
  async show(@Req() request: Request, @IdParam() id: string) {
    const order = await this.showOrder.forStaff(id);
    const view = orderView(order, '/admin/orders', this.readers.of(request));
    return page('orders/staff-show', { order: view, licensesHref: `/admin/licenses?orderId=${id}` });
  }

  @Get(':id/invoice.pdf')
  async invoice(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    return invoiceFile(await this.openInvoice.forStaff(id), reply);
  }
}
