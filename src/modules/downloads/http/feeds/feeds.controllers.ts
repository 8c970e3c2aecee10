import { AdvisoryFeedController } from './advisory-feed.controller.js';
import { FeedReader } from './feed-reader.js';
import { FeedsController } from './feeds.controller.js';

export const feedsControllers = [AdvisoryFeedController, FeedsController];

export const feedsHttpProviders = [FeedReader];
