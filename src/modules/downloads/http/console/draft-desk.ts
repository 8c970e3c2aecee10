import { Injectable } from '@nestjs/common';
import { DeleteDraft } from '../../application/console/delete-draft.js';
import { DescribeRelease } from '../../application/console/describe-release.js';
import { EditDraft } from '../../application/console/edit-draft.js';
import { RemoveArtifact } from '../../application/console/remove-artifact.js';
import { DraftRelease } from '../../application/draft-release.js';

/** What staff do with a release before customers see it, and with its words. */
@Injectable()
export class DraftDesk {
  constructor(
    readonly draft: DraftRelease,
    readonly edit: EditDraft,
    readonly describe: DescribeRelease,
    readonly remove: DeleteDraft,
    readonly removeFile: RemoveArtifact,
  ) {}
}
