import { DraftDesk } from './draft-desk.js';
import { ReleaseDraftsApiController } from './release-drafts.api.controller.js';
import { ReleaseFilesStaffController } from './release-files.staff.controller.js';
import { ReleasePages } from './release-pages.js';
import { ReleaseRolloutApiController } from './release-rollout.api.controller.js';
import { ReleaseRolloutStaffController } from './release-rollout.staff.controller.js';
import { ReleasesStaffController } from './releases.staff.controller.js';
import { RolloutDesk } from './rollout-desk.js';

export const consoleControllers = [
  ReleaseDraftsApiController,
  ReleaseRolloutApiController,
  ReleasesStaffController,
  ReleaseFilesStaffController,
  ReleaseRolloutStaffController,
];

export const consoleHttpProviders = [DraftDesk, RolloutDesk, ReleasePages];
