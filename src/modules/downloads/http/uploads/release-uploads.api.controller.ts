import { Controller } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { TusController } from '../../../../platform/uploads/tus.controller.js';
import { Uploads } from '../../../../platform/uploads/uploads.js';
import { ArtifactPurpose } from './artifact-purpose.js';

/** Large files of releases, for scripts. */
@Controller('api/v1/staff/release-uploads')
@Staff('staff.releases')
export class ReleaseUploadsApiController extends TusController {
  protected readonly path = '/api/v1/staff/release-uploads';

  constructor(
    protected readonly uploads: Uploads,
    protected readonly purpose: ArtifactPurpose,
  ) {
    super();
  }
}
