import { AnswerOffline } from './answer-offline.js';
import { OfflineRequests } from './offline-requests.js';
import { PlaceOffline } from './place-offline.js';
import { ShowOfflineDesk } from './show-offline-desk.js';
import { TakeOfflineRequest } from './take-offline-request.js';

export const offlineProviders = [
  OfflineRequests,
  PlaceOffline,
  AnswerOffline,
  TakeOfflineRequest,
  ShowOfflineDesk,
];
