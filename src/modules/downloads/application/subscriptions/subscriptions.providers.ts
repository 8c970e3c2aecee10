import { ReleaseDownloaders } from '../withdrawals/release-downloaders.js';
import { ChooseSubscription } from './choose-subscription.js';
import { EndSubscription } from './end-subscription.js';
import { ReleaseSubscribers } from './release-subscribers.js';
import { ShowSubscriptions } from './show-subscriptions.js';
import { TellRelease } from './tell-release.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

export const subscriptionsProviders = [
  ChooseSubscription,
  EndSubscription,
  ReleaseDownloaders,
  ReleaseSubscribers,
  ShowSubscriptions,
  TellRelease,
  UnsubscribeLinks,
];
