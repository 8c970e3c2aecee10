import { ListUpdateFeeds } from './list-update-feeds.js';
import { OpenMachineFeed } from './open-machine-feed.js';
import { OpenUpdateFeed } from './open-update-feed.js';

export const updateFeedsProviders = [OpenUpdateFeed, OpenMachineFeed, ListUpdateFeeds];
