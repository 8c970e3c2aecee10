import { FollowTicket } from '../followers/follow-ticket.js';
import { StopFollowing } from '../followers/stop-following.js';
import { ChangeVisibility } from './change-visibility.js';
import { KeepConfidential } from './keep-confidential.js';
import { ShowSharing } from './show-sharing.js';
import { ShowVisibility } from './show-visibility.js';

export const visibilityProviders = [
  ChangeVisibility,
  ShowVisibility,
  ShowSharing,
  KeepConfidential,
  FollowTicket,
  StopFollowing,
];
