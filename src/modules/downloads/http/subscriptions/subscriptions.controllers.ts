import { SubscriptionsApiController } from './subscriptions.api.controller.js';
import { SubscriptionsPagesController } from './subscriptions.pages.controller.js';
import { UnsubscribeApiController } from './unsubscribe.api.controller.js';
import { UnsubscribePagesController } from './unsubscribe.pages.controller.js';

export const subscriptionsControllers = [
  SubscriptionsApiController,
  SubscriptionsPagesController,
  UnsubscribeApiController,
  UnsubscribePagesController,
];
