import { ExpectArtifact } from '../../application/uploads/expect-artifact.js';
import { ArtifactPurpose } from './artifact-purpose.js';
import { ReleaseUploadsApiController } from './release-uploads.api.controller.js';
import { ReleaseUploadsStaffController } from './release-uploads.staff.controller.js';

export const uploadsControllers = [ReleaseUploadsApiController, ReleaseUploadsStaffController];

export const uploadsProviders = [ArtifactPurpose, ExpectArtifact];
