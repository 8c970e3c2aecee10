import { Body, Controller, Get, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { ChooseSubscription } from '../../application/subscriptions/choose-subscription.js';
import { ShowSubscriptions } from '../../application/subscriptions/show-subscriptions.js';
import { subscriptionBody, subscriptionList } from './subscriptions.schemas.js';

@Controller('api/v1/release-subscriptions')
@SignedIn('downloads.read')
export class SubscriptionsApiController {
  constructor(
    private readonly show: ShowSubscriptions,
    private readonly choose: ChooseSubscription,
  ) {}

  @Get()
  @Describe({
    summary: 'List which releases you are told of',
    tag: 'Downloads',
    answer: subscriptionList,
    problems: [401, 403],
  })
  async list(@Customer() actor: CustomerActor) {
    return { items: await this.show.execute(actor) };
  }

  @Put()
  @Describe({
    summary: 'Choose which releases of a product you are told of',
    tag: 'Downloads',
    answer: subscriptionList,
    problems: [401, 403, 404],
  })
  async put(
    @Customer() actor: CustomerActor,
    @Body({ schema: subscriptionBody }) choice: z.output<typeof subscriptionBody>,
  ) {
    await this.choose.execute(actor, choice);
    return { items: await this.show.execute(actor) };
  }
}
