import { AskForReview } from './ask-for-review.js';
import { ContestByReview } from './contest-by-review.js';
import { DecideClaim } from './decide-claim.js';
import { FindReview } from './find-review.js';
import { ListReviews } from './list-reviews.js';
import { TakeConfirmedClaim } from './take-confirmed-claim.js';

export const claimReviewsProviders = [
  AskForReview,
  ContestByReview,
  DecideClaim,
  FindReview,
  ListReviews,
  TakeConfirmedClaim,
];
