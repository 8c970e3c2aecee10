import { ReleaseRequestRepository } from '../../persistence/release-request.repository.js';
import { AskForRelease } from './ask-for-release.js';
import { DecideReleaseRequest } from './decide-release-request.js';
import { DescribeRelease } from './describe-release.js';
import { ListReleaseRequests } from './list-release-requests.js';
import { ReleaseMachine } from './release-machine.js';
import { ShowHandOver } from './show-hand-over.js';

export const handOverProviders = [
  ReleaseRequestRepository,
  ReleaseMachine,
  AskForRelease,
  DecideReleaseRequest,
  DescribeRelease,
  ShowHandOver,
  ListReleaseRequests,
];
