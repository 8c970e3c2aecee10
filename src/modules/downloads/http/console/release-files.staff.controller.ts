import { Controller, Post, Req } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { AttachArtifact } from '../../application/attach-artifact.js';
import { readUpload } from '../upload-reader.js';
import { DraftDesk } from './draft-desk.js';
import { ReleasePages } from './release-pages.js';

/** Files of a draft. */
@Controller('admin/releases/:id/artifacts')
@Staff('staff.releases')
export class ReleaseFilesStaffController {
  constructor(
    private readonly attachArtifact: AttachArtifact,
    private readonly desk: DraftDesk,
    private readonly pages: ReleasePages,
  ) {}

  @Post()
  attach(@StaffMember() actor: StaffActor, @IdParam() releaseId: string, @Req() request: Request) {
    return press(
      async () => {
        await this.pages.mustExist(releaseId);
        await readUpload(request, (file) => this.attachArtifact.execute(actor, { ...file, releaseId }));
        return seeOther(`/admin/releases/${releaseId}`, { kind: 'success', key: 'downloads.flash.attached' });
      },
      (refusal) => this.pages.detail(releaseId, request, refusal),
    );
  }

  @Post(':artifactId/delete')
  remove(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @IdParam('artifactId') artifactId: string,
    @Req() request: Request,
  ) {
    return press(
      async () => {
        await this.desk.removeFile.execute(actor, { releaseId, artifactId });
        return seeOther(`/admin/releases/${releaseId}`, {
          kind: 'success',
          key: 'releases.flash.fileRemoved',
        });
      },
      (refusal) => this.pages.detail(releaseId, request, refusal),
    );
  }
}
