import { CommitLaunch } from './commit-launch.js';
import { CommitReplacement } from './commit-replacement.js';
import { FindPerson } from './find-person.js';
import { LaunchTokens } from './launch-tokens.js';
import { LaunchedUsers } from './launched-users.js';
import { ReplacePassword } from './replace-password.js';
import { SignInWithNewPassword } from './sign-in-with-new-password.js';
import { StartLaunch } from './start-launch.js';

export const launchProviders = [
  CommitLaunch,
  CommitReplacement,
  FindPerson,
  LaunchTokens,
  LaunchedUsers,
  ReplacePassword,
  SignInWithNewPassword,
  StartLaunch,
];
