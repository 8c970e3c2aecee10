import { Presence } from './presence.js';
import { WatchRequests } from './watch-requests.js';

export const liveProviders = [WatchRequests, Presence];
