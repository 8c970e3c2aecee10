import { Controller, Post, type RawBodyRequest, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../../../platform/http/access.js';
import { Describe } from '../../../platform/http/describe.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { ReceiveStoreWebhook } from '../application/receive-store-webhook.js';
import { orderPaidMessage } from '../application/store-message.js';
import { takenWebhook } from './orders.schemas.js';

const header = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

@Controller('api/v1/webhooks')
export class StoreWebhookController {
  constructor(private readonly receiveStoreWebhook: ReceiveStoreWebhook) {}

  @Post('store')
  @Public()
  @Describe({
    summary: 'Tell of a paid order',
    description:
      'For stores. Signed as Standard Webhooks says, with HMAC-SHA256 and the shared secret. Send it as often as you ' +
      'like, in any order: one webhook-id and one order number have one effect. Other types than `order.paid` are ' +
      'answered 202 and kept.',
    tag: 'Orders',
    answer: takenWebhook,
    problems: [401],
    open: true,
  })
  @ApiHeader({ name: 'webhook-id', required: true, description: 'Identifies the message.' })
  @ApiHeader({
    name: 'webhook-timestamp',
    required: true,
    description: 'Seconds since 1970 of this attempt.',
  })
  @ApiHeader({ name: 'webhook-signature', required: true, description: '`v1,` and the base64 of the HMAC.' })
  @ApiBody({ schema: z.toJSONSchema(orderPaidMessage, { io: 'input', unrepresentable: 'any' }) as object })
  async receive(@Req() request: RawBodyRequest<Request>, @Res({ passthrough: true }) reply: Reply) {
    const { headers } = request;
    const taken = await this.receiveStoreWebhook.execute({
      webhookId: header(headers['webhook-id']),
      timestamp: header(headers['webhook-timestamp']),
      signature: header(headers['webhook-signature']),
      body: request.rawBody ?? Buffer.alloc(0),
      parsed: request.body,
      address: request.ip,
    });
    if (taken.outcome === 'ignored') void reply.status(202);
    return taken;
  }
}
