import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import { Staff } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { PreviewDueTimes } from '../../application/service-levels/preview-due-times.js';
import { ShowServiceLevels } from '../../application/service-levels/show-service-levels.js';
import { WriteServiceLevel } from '../../application/service-levels/write-service-level.js';
import { ticketKinds } from '../../events/ticket-words.js';
import { wordsOf } from './level-words.js';
import { levelForm } from './levels.schemas.js';
import { levelsPath, levelsView, levelView } from './levels.views.js';

const asked = z.object({
  kind: z.enum(ticketKinds).catch('support'),
  productId: z.string().refine(isId).nullable().catch(null),
});
const done = (key: string) => seeOther(levelsPath, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin/service-levels')
@Staff('staff.service-levels')
export class LevelsPagesController {
  constructor(
    private readonly shown: ShowServiceLevels,
    private readonly write: WriteServiceLevel,
    private readonly previews: PreviewDueTimes,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: asked }) scope: z.output<typeof asked>, @Req() request: Request) {
    const [levels, calendars, products, preview] = await Promise.all([
      this.shown.levels(),
      this.shown.calendars(),
      this.shown.products(),
      this.previews.execute(scope),
    ]);
    const of = { levels, calendars, products, preview, asked: scope };
    return page('support/service-levels', levelsView(of, this.readers.of(request)));
  }

  @Get('new')
  blank(@Req() request: Request) {
    return this.form(request, null, null);
  }

  @Post()
  add(@Body() body: unknown, @Req() request: Request) {
    return submit(
      levelForm,
      body,
      async ({ words }) => {
        await this.write.add(wordsOf(words));
        return done('levels.flash.levelAdded');
      },
      (refusal) => this.form(request, null, refusal),
    );
  }

  @Get(':id')
  one(@IdParam() id: string, @Req() request: Request) {
    return this.form(request, id, null);
  }

  @Post(':id')
  change(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      levelForm,
      body,
      async ({ version, words }) => {
        await this.write.change({ id, version, words: wordsOf(words) });
        return done('levels.flash.saved');
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  @Post(':id/delete')
  remove(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.write.remove(id);
        return done('levels.flash.levelDeleted');
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  private async form(request: Request, id: string | null, refusal: Refusal | null) {
    const [level, calendars, products] = await Promise.all([
      id === null ? null : this.shown.level(id),
      this.shown.calendars(),
      this.shown.products(),
    ]);
    const view = levelView({ level, calendars, products, refusal }, this.readers.of(request));
    return page('support/service-level', view);
  }
}
