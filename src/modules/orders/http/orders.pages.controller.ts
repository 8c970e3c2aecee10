import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CustomerActor } from '../../../kernel/actor.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import { type ListQuery, listQuery, nextHref } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { ListOrders } from '../application/list-orders.js';
import { OpenInvoice } from '../application/open-invoice.js';
import { ShowOrder } from '../application/show-order.js';
import { invoiceFile } from './invoice-file.js';
import { orderRows, orderView } from './orders.views.js';

@ApiExcludeController()
@Controller('orders')
@SignedIn('orders.read')
export class OrdersPagesController {
  constructor(
    private readonly listOrders: ListOrders,
    private readonly showOrder: ShowOrder,
    private readonly openInvoice: OpenInvoice,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Customer() actor: CustomerActor,
    @Req() request: Request,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    const { items, nextCursor } = await this.listOrders.execute(actor, query);
    const orders = orderRows(items, '/orders', this.readers.of(request));
    return page('orders/list', { orders, nextHref: nextHref('/orders', nextCursor) });
  }

  @Get(':id')
  async show(@Customer() actor: CustomerActor, @Req() request: Request, @IdParam() id: string) {
    const order = await this.showOrder.execute(actor, id);
    const view = orderView(order, '/orders', this.readers.of(request));
    return page('orders/show', { order: view, licensesHref: `/licenses?orderId=${id}` });
  }

  @Get(':id/invoice.pdf')
  async invoice(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return invoiceFile(await this.openInvoice.execute(actor, id), reply);
  }
}
