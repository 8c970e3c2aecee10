import { Injectable } from '@nestjs/common';
import type { Refusal } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { formatSize } from '../../../../platform/i18n/format.js';
import { type Draft, ShowDraft } from '../../application/drafts/show-draft.js';
import { TakeUpload } from '../../application/uploads/take-upload.js';
import { WaitingFiles } from '../../application/uploads/waiting-files.js';

/** What a form about requests offers to upload, and what lies there already. */
export interface UploadsView {
  readonly href: string;
  /** Null: of a new request. */
  readonly ticketId: string | null;
  readonly maxBytes: number;
  readonly limits: string;
  readonly files: readonly { readonly name: string; readonly label: string; readonly checked: boolean }[];
}

/** What somebody typed and uploaded, and did not send. */
@Injectable()
export class Unsent {
  constructor(
    private readonly drafts: ShowDraft,
    private readonly waiting: WaitingFiles,
    private readonly uploads: TakeUpload,
    private readonly readers: Readers,
  ) {}

  /** @param ticketId null: of a new request */
  async of(
    request: Request,
    ticketId: string | null,
    refusal: Refusal | null,
  ): Promise<{ readonly draft: Draft | null; readonly uploads: UploadsView }> {
    const { actor } = request;
    const [draft, files] = await Promise.all([
      actor.kind === 'customer' ? this.drafts.execute(actor, ticketId) : null,
      'userId' in actor ? this.waiting.of({ userId: actor.userId, ticketId }) : [],
    ]);
    const { locale, t } = this.readers.of(request);
    const { maxBytes } = this.uploads;
    const view = {
      href: actor.kind === 'staff' ? '/admin/ticket-uploads' : '/requests/uploads',
      ticketId,
      maxBytes,
      limits: t('support.uploads.limits', { most: formatSize(maxBytes, locale) }),
      files: files.map(({ id, fileName, sizeBytes }) => ({
        name: `upload.${id}`,
        label: `${fileName} (${formatSize(sizeBytes, locale)})`,
        checked: refusal === null || `upload.${id}` in refusal.values,
      })),
    };
    return { draft, uploads: view };
  }
}
