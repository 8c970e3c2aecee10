import { ContestReviewPagesController } from './contest-review.pages.controller.js';
import { ReviewsApiController } from './reviews.api.controller.js';
import { ReviewsStaffApiController } from './reviews.staff.api.controller.js';
import { ReviewsStaffPagesController } from './reviews.staff.pages.controller.js';

export const claimReviewsControllers = [
  ContestReviewPagesController,
  ReviewsApiController,
  ReviewsStaffApiController,
  ReviewsStaffPagesController,
];
