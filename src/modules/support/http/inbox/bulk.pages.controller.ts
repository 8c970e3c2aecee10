import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { inLanguage } from '../../../../platform/i18n/messages.js';
import { ChangeMany } from '../../application/inbox/change-many.js';
import { ShowBulkChange } from '../../application/inbox/show-bulk-change.js';
import { timeOf } from '../tickets.wording.js';
import { bulkForm } from './bulk.schemas.js';
import { InboxPage } from './inbox.page.js';

const path = '/admin/ticket-changes';

@ApiExcludeController()
@Controller('admin/ticket-changes')
@Staff('staff.tickets')
export class BulkPagesController {
  constructor(
    private readonly many: ChangeMany,
    private readonly shown: ShowBulkChange,
    private readonly inbox: InboxPage,
    private readonly readers: Readers,
  ) {}

  @Post()
  async change(@Body() body: unknown, @Req() request: Request) {
    return await submit(
      bulkForm,
      body,
      async ({ ticketIds, change }) => {
        const { id } = await this.many.execute(staffOf(request), ticketIds, change);
        return seeOther(`${path}/${id}`, { kind: 'success', key: 'inbox.flash.changed' });
      },
      (refusal) => this.inbox.again(request, refusal, 'bulk'),
    );
  }

  @Get(':id')
  show(@IdParam() id: string, @Req() request: Request) {
    return this.result(request, id, null);
  }

  @Post(':id/undo')
  async undo(@IdParam() id: string, @Req() request: Request) {
    return await press(
      async () => {
        const { kept } = await this.many.undo(staffOf(request), id);
        const key = kept > 0 ? 'inbox.flash.undoneInPart' : 'inbox.flash.undone';
        return seeOther('/admin/tickets', { kind: 'success', key });
      },
      (refusal) => this.result(request, id, refusal),
    );
  }

  private async result(request: Request, id: string, refusal: Refusal | null) {
    const reader = this.readers.of(request);
    const { changed, refused, undoUntil } = await this.shown.execute(staffOf(request), id);
    return page('support/bulk-change', {
      breadcrumbs: [
        { label: reader.t('support.inbox.title'), href: '/admin/tickets' },
        { label: reader.t('inbox.bulk.done') },
      ],
      message: refusal?.message,
      changed: reader.t('inbox.bulk.changed', { count: changed }),
      refused: refused.map(({ ticketId, number, subject, detail }) => ({
        title: number && `${number} · ${subject}`,
        href: number && `/admin/tickets/${ticketId}`,
        why: number && inLanguage(detail),
      })),
      undoAction: undoUntil && `${path}/${id}/undo`,
      undoUntil: undoUntil && timeOf(undoUntil, reader),
    });
  }
}
