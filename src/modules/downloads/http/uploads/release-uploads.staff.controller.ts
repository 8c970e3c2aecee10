import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { TusController } from '../../../../platform/uploads/tus.controller.js';
import { Uploads } from '../../../../platform/uploads/uploads.js';
import { ArtifactPurpose } from './artifact-purpose.js';

/** Large files of releases, for the browser: with its session and the token of its forms. */
@ApiExcludeController()
@Controller('admin/release-uploads')
@Staff('staff.releases')
export class ReleaseUploadsStaffController extends TusController {
  protected readonly path = '/admin/release-uploads';

  constructor(
    protected readonly uploads: Uploads,
    protected readonly purpose: ArtifactPurpose,
  ) {
    super();
  }
}
