import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { CustomerActor } from '../../../kernel/actor.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../platform/http/paging.js';
import type { Reply } from '../../../platform/http/request.js';
import { ListOrders } from '../application/list-orders.js';
import { OpenInvoice } from '../application/open-invoice.js';
import { ShowOrder } from '../application/show-order.js';
import { invoiceFile } from './invoice-file.js';
import { listedOrderAnswer, orderList, shownOrder, shownOrderAnswer } from './orders.schemas.js';

@Controller('api/v1/orders')
@SignedIn('orders.read')
export class OrdersApiController {
  constructor(
    private readonly listOrders: ListOrders,
    private readonly showOrder: ShowOrder,
    private readonly openInvoice: OpenInvoice,
  ) {}

  @Get()
  @Describe({ summary: 'List your orders', tag: 'Orders', answer: orderList, problems: [401, 403] })
  async list(@Customer() actor: CustomerActor, @Query({ schema: listQuery }) query: ListQuery) {
    const { items, nextCursor } = await this.listOrders.execute(actor, query);
    return { items: items.map(listedOrderAnswer), nextCursor };
  }

  @Get(':id')
  @Describe({ summary: 'Show an order', tag: 'Orders', answer: shownOrder, problems: [401, 403, 404] })
  async show(@Customer() actor: CustomerActor, @IdParam() id: string) {
    return shownOrderAnswer(await this.showOrder.execute(actor, id), `/api/v1/orders/${id}/invoice`);
  }

  @Get(':id/invoice')
  @ApiProduces('application/pdf')
  @Describe({
    summary: 'Download the invoice of an order',
    description:
      'The PDF. Until it is made, a few seconds after the order, the answer is 404 `invoice-not-ready`.',
    tag: 'Orders',
    answer: null,
    problems: [401, 403, 404],
  })
  async invoice(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return invoiceFile(await this.openInvoice.execute(actor, id), reply);
  }
}
