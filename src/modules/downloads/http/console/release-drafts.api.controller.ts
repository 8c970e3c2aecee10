import { Body, Controller, Delete, Get, Headers, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { versionIn } from '../../../../platform/http/if-match.js';
import { listQuery } from '../../../../platform/http/paging.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { AttachArtifact } from '../../application/attach-artifact.js';
import { StaffReleases } from '../../application/staff-releases.js';
import { readUpload } from '../upload-reader.js';
import { DraftDesk } from './draft-desk.js';
import {
  draftBody,
  draftEditBody,
  madeAnswer,
  revisionAnswer,
  staffReleaseAnswer,
  staffReleaseList,
  staffReleaseOf,
  wordsBody,
} from './release-form.schemas.js';

@Controller('api/v1/staff/releases')
@Staff('staff.releases')
export class ReleaseDraftsApiController {
  constructor(
    private readonly releases: StaffReleases,
    private readonly desk: DraftDesk,
    private readonly attachArtifact: AttachArtifact,
  ) {}

  @Get()
  @Describe({
    summary: 'List releases with drafts',
    tag: 'Staff',
    answer: staffReleaseList,
    problems: [401, 403],
  })
  async list(@Query({ schema: listQuery }) { limit, cursor }: z.output<typeof listQuery>) {
    const { items, nextCursor } = await this.releases.list(limit, cursor);
    return { items: items.map(staffReleaseOf), nextCursor };
  }

  @Post()
  @Describe({
    summary: 'Draft a release',
    tag: 'Staff',
    status: 201,
    answer: madeAnswer,
    problems: [401, 403, 409],
  })
  async draft(
    @StaffMember() actor: StaffActor,
    @Body({ schema: draftBody }) draft: z.output<typeof draftBody>,
  ) {
    return { id: await this.desk.draft.execute(actor, draft) };
  }

  @Get(':id')
  @Describe({
    summary: 'Show a release to staff',
    tag: 'Staff',
    answer: staffReleaseAnswer,
    problems: [401, 403, 404],
  })
  async show(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    const release = await this.releases.byId(id);
    void reply.header('etag', `"${release.revision}"`);
    return staffReleaseOf(release);
  }

  @Put(':id')
  @Describe({
    summary: 'Change a draft',
    description: 'All but the product. If-Match is the revision that you read, in quotes.',
    tag: 'Staff',
    answer: revisionAnswer,
    problems: [401, 403, 404, 409],
  })
  async edit(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: draftEditBody }) draft: z.output<typeof draftEditBody>,
  ) {
    const command = { releaseId: id, revision: versionIn(match), draft };
    return { id, revision: await this.desk.edit.execute(actor, command) };
  }

  @Put(':id/words')
  @Describe({
    summary: 'Correct the words of a release',
    description: 'Also of a published one. If-Match is the revision that you read, in quotes.',
    tag: 'Staff',
    answer: revisionAnswer,
    problems: [401, 403, 404, 409],
  })
  async words(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: wordsBody }) words: z.output<typeof wordsBody>,
  ) {
    const command = { releaseId: id, revision: versionIn(match), words };
    return { id, revision: await this.desk.describe.execute(actor, command) };
  }

  @Delete(':id')
  @Describe({
    summary: 'Delete a draft with its files',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async remove(@StaffMember() actor: StaffActor, @IdParam() id: string) {
    await this.desk.remove.execute(actor, id);
  }

  @Post(':id/artifacts')
  @Describe({
    summary: 'Add a file to a draft in one go',
    description:
      'multipart/form-data: `platform`, `architecture` and `type`, then `file`. Large files are better sent in parts, see `/api/v1/staff/release-uploads`.',
    tag: 'Staff',
    status: 201,
    answer: madeAnswer,
    problems: [401, 403, 404, 409, 413, 422, 503],
  })
  async attach(@StaffMember() actor: StaffActor, @IdParam() releaseId: string, @Req() request: Request) {
    await this.releases.byId(releaseId);
    return {
      id: await readUpload(request, (file) => this.attachArtifact.execute(actor, { ...file, releaseId })),
    };
  }

  @Delete(':id/artifacts/:artifactId')
  @Describe({
    summary: 'Take a file out of a draft',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async removeFile(
    @StaffMember() actor: StaffActor,
    @IdParam() releaseId: string,
    @IdParam('artifactId') artifactId: string,
  ) {
    await this.desk.removeFile.execute(actor, { releaseId, artifactId });
  }
}
