import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChooseSubscription } from '../../application/subscriptions/choose-subscription.js';
import { ShowSubscriptions } from '../../application/subscriptions/show-subscriptions.js';
import { subscriptionForm } from './subscriptions.schemas.js';
import { subscriptionsView } from './subscriptions.views.js';

@Controller('downloads/subscriptions')
@SignedIn('downloads.read')
export class SubscriptionsPagesController {
  constructor(
    private readonly show: ShowSubscriptions,
    private readonly choose: ChooseSubscription,
    private readonly readers: Readers,
  ) {}

  @Get()
  form(@Customer() actor: CustomerActor, @Req() request: Request) {
    return this.subscriptions(actor, request, null);
  }

  @Post()
  save(@Customer() actor: CustomerActor, @Body() body: unknown, @Req() request: Request) {
    return submit(
      subscriptionForm,
      body,
      async (choice) => {
        await this.choose.execute(actor, choice);
        return seeOther('/downloads/subscriptions', { kind: 'success', key: 'subscriptions.saved' });
      },
      (refusal) => this.subscriptions(actor, request, refusal),
    );
  }

  private async subscriptions(actor: CustomerActor, request: Request, refusal: Refusal | null) {
    const products = await this.show.execute(actor);
    return page(
      'downloads/subscriptions',
      subscriptionsView(products, refusal, { email: actor.email, t: this.readers.of(request).t }),
    );
  }
}
