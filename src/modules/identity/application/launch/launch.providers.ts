import { CommitLaunch } from './commit-launch.js';
import { LaunchTokens } from './launch-tokens.js';
import { StartLaunch } from './start-launch.js';

export const launchProviders = [CommitLaunch, LaunchTokens, StartLaunch];
