import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ApplyMacro } from '../../application/inbox/apply-macro.js';
import { ShowMacros } from '../../application/inbox/show-macros.js';
import { WriteMacro } from '../../application/inbox/write-macro.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { macroForm } from './macros.schemas.js';
import { macrosPath, macrosView, macroView } from './macros.views.js';

const done = (key: string) => seeOther(macrosPath, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin')
@Staff('staff.tickets')
export class MacrosPagesController {
  constructor(
    private readonly shown: ShowMacros,
    private readonly write: WriteMacro,
    private readonly apply: ApplyMacro,
    private readonly ticket: StaffTicketPage,
    private readonly readers: Readers,
  ) {}

  @Get('macros')
  async list(@Req() request: Request) {
    return page('support/macros', macrosView(await this.shown.all(), this.readers.of(request)));
  }

  @Get('macros/new')
  blank(@Req() request: Request) {
    return this.form(request, null, null);
  }

  @Post('macros')
  async add(@Body() body: unknown, @Req() request: Request) {
    return await submit(
      macroForm,
      body,
      async ({ words }) => {
        await this.write.add(words);
        return done('inbox.flash.macroAdded');
      },
      (refusal) => this.form(request, null, refusal),
    );
  }

  @Get('macros/:id')
  one(@IdParam() id: string, @Req() request: Request) {
    return this.form(request, id, null);
  }

  @Post('macros/:id')
  async change(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      macroForm,
      body,
      async ({ version, words }) => {
        await this.write.change({ id, version, words });
        return done('inbox.flash.macroSaved');
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  @Post('macros/:id/delete')
  async remove(@IdParam() id: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.write.remove(id);
        return done('inbox.flash.macroDeleted');
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  @Post('tickets/:id/macros/:macroId')
  async use(@IdParam() id: string, @IdParam('macroId') macroId: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.apply.execute(staffOf(request), { ticketId: id, macroId });
        return seeOther(`/admin/tickets/${id}`, { kind: 'success', key: 'inbox.flash.macroUsed' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  private async form(request: Request, id: string | null, refusal: Refusal | null) {
    const macro = id === null ? null : await this.shown.one(id);
    return page('support/macro', macroView(macro, refusal, this.readers.of(request)));
  }
}
