import { Controller, Get, Post, Req } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error.js';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { inLanguage } from '../../../../platform/i18n/messages.js';
import { DecideClaim } from '../../application/claim-reviews/decide-claim.js';
import { ListReviews } from '../../application/claim-reviews/list-reviews.js';
import { reviewsView } from './reviews.views.js';

/** The queue of claims that wait for two agents (ruling C2). */
@Controller('admin/claims')
@Staff('staff.customers')
export class ReviewsStaffPagesController {
  constructor(
    private readonly reviews: ListReviews,
    private readonly decide: DecideClaim,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Req() request: Request) {
    return this.page(request, null);
  }

  @Post(':id/confirm')
  async confirm(@IdParam() id: string, @Req() request: Request) {
    try {
      const outcome = await this.decide.confirm(staffOf(request), id);
      return seeOther('/admin/claims', { kind: 'success', key: `claims.flash.${outcome}` });
    } catch (error) {
      return this.refusal(request, error);
    }
  }

  @Post(':id/refuse')
  async refuse(@IdParam() id: string, @Req() request: Request) {
    try {
      await this.decide.refuse(staffOf(request), id);
      return seeOther('/admin/claims', { kind: 'success', key: 'claims.flash.refused' });
    } catch (error) {
      return this.refusal(request, error);
    }
  }

  private async refusal(request: Request, error: unknown) {
    if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
    return this.page(request, inLanguage(error.message), 422);
  }

  private async page(request: Request, message: string | null, status = 200) {
    const { userId } = staffOf(request);
    const view = reviewsView(await this.reviews.execute(), userId, this.readers.of(request));
    return page('identity/claims', { message, ...view }, status);
  }
}
