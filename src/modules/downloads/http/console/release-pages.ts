import { Injectable } from '@nestjs/common';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { StaffReleases } from '../../application/staff-releases.js';
import { draftFormView, editFormView, type Typed } from './release-form.views.js';
import { type ReasonForm, removalView, staffListView, staffReleaseView } from './releases.staff.views.js';

/** The pages on which staff work with releases. */
@Injectable()
export class ReleasePages {
  constructor(
    private readonly releases: StaffReleases,
    private readonly readers: Readers,
  ) {}

  async list(cursor: string | undefined, request: Request): Promise<Page> {
    const listing = await this.releases.list(50, cursor);
    return page('downloads/staff-list', staffListView(listing, this.readers.of(request)));
  }

  /** The form of a new release, with what was typed when there is something. */
  async draft(request: Request, typed: Typed | null): Promise<Page> {
    const products = await this.releases.products();
    return page('downloads/staff-edit', draftFormView(products, typed, this.readers.of(request)));
  }

  /** @throws NotFound */
  async edit(id: string, request: Request, typed: Typed | null): Promise<Page> {
    const release = await this.releases.byId(id);
    return page('downloads/staff-edit', editFormView(release, typed, this.readers.of(request)));
  }

  /** @param reason which of the two forms that ask for a reason was refused @throws NotFound */
  async detail(
    id: string,
    request: Request,
    refusal: Refusal | null,
    reason: ReasonForm | null = null,
  ): Promise<Page> {
    const release = await this.releases.byId(id);
    const view = staffReleaseView(release, { refusal, reason }, this.readers.of(request));
    return page('downloads/staff-release', view);
  }

  /** Asks once more before a draft is deleted. @throws NotFound */
  async remove(id: string, request: Request, refusal: Refusal | null): Promise<Page> {
    const release = await this.releases.byId(id);
    return page('downloads/staff-delete', removalView(release, refusal, this.readers.of(request)));
  }

  /** Before the bytes of an upload are read. @throws NotFound */
  async mustExist(id: string): Promise<void> {
    await this.releases.byId(id);
  }
}
