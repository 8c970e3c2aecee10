import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { StaffAdvisories } from '../../application/advisories/staff-advisories.js';
import { WriteAdvisory } from '../../application/advisories/write-advisory.js';
import { advisoryForm, cursorQuery, newAdvisoryForm, withdrawBody } from './advisories.schemas.js';
import { newAdvisoryView, staffAdvisoriesView, staffAdvisoryView } from './advisories.staff.views.js';

const path = '/admin/advisories';

@ApiExcludeController()
@Controller('admin/advisories')
@Staff('staff.releases')
export class AdvisoriesStaffPagesController {
  constructor(
    private readonly advisories: StaffAdvisories,
    private readonly write: WriteAdvisory,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Query({ schema: cursorQuery }) { cursor }: z.output<typeof cursorQuery>,
    @Req() request: Request,
  ) {
    const found = await this.advisories.list({ limit: 25, cursor });
    return page('downloads/staff-advisories', staffAdvisoriesView(found, this.readers.of(request)));
  }

  @Get('new')
  form(@Req() request: Request) {
    return this.formPage(request, null);
  }

  @Post()
  draft(@Body() body: unknown, @Req() request: Request) {
    return submit(
      newAdvisoryForm,
      body,
      async (words) => seeOther(`${path}/${await this.write.draft(words)}`),
      (refusal) => this.formPage(request, refusal),
    );
  }

  @Get(':id')
  detail(@IdParam() id: string, @Req() request: Request) {
    return this.detailPage(id, request, null);
  }

  @Post(':id')
  edit(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return this.done(id, request, {
      schema: advisoryForm,
      body,
      does: (words) => this.write.edit(id, words),
    });
  }

  @Post(':id/publish')
  publish(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return this.done(id, request, { schema: z.strictObject({}), body, does: () => this.write.publish(id) });
  }

  @Post(':id/withdraw')
  withdraw(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    const does = ({ reason }: z.output<typeof withdrawBody>) => this.write.withdraw(id, reason);
    return this.done(id, request, { schema: withdrawBody, body, does });
  }

  private done<Schema extends z.ZodType>(
    id: string,
    request: Request,
    of: { schema: Schema; body: unknown; does: (input: z.output<Schema>) => Promise<void> },
  ) {
    return submit(
      of.schema,
      of.body,
      async (input) => {
        await of.does(input);
        return seeOther(`${path}/${id}`, { kind: 'success', key: 'advisories.saved' });
      },
      (refusal) => this.detailPage(id, request, refusal),
    );
  }

  private async formPage(request: Request, refusal: Refusal | null) {
    const products = await this.advisories.products();
    return page('downloads/staff-advisory-new', newAdvisoryView(products, refusal, this.readers.of(request)));
  }

  private async detailPage(id: string, request: Request, refusal: Refusal | null) {
    const advisory = await this.advisories.one(id);
    return page('downloads/staff-advisory', staffAdvisoryView(advisory, refusal, this.readers.of(request)));
  }
}
