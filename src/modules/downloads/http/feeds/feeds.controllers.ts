import { FeedReader } from './feed-reader.js';
import { FeedsController } from './feeds.controller.js';

export const feedsControllers = [FeedsController];

export const feedsHttpProviders = [FeedReader];
