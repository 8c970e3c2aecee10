import { MachineFeedsApiController } from './machine-feeds.api.controller.js';
import { UpdateFeedsApiController } from './update-feeds.api.controller.js';
import { UpdateFeedsPagesController } from './update-feeds.pages.controller.js';

export const updateFeedsControllers = [
  UpdateFeedsApiController,
  MachineFeedsApiController,
  UpdateFeedsPagesController,
];
