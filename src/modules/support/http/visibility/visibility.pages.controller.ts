import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangeVisibility } from '../../application/visibility/change-visibility.js';
import { ShowVisibility } from '../../application/visibility/show-visibility.js';
import { visibilityForm } from './visibility.schemas.js';
import { visibilityView } from './visibility.views.js';

@Controller('organization/request-visibility')
@SignedIn('organization.manage')
export class VisibilityPagesController {
  constructor(
    private readonly visibility: ShowVisibility,
    private readonly change: ChangeVisibility,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(@Req() request: Request) {
    return await this.page(request, null);
  }

  @Post()
  async set(@Body() body: unknown, @Req() request: Request) {
    return await submit(
      visibilityForm,
      body,
      async (rule) => {
        await this.change.execute(customerOf(request), rule);
        return seeOther('/organization/request-visibility', {
          kind: 'success',
          key: 'support.flash.visibility',
        });
      },
      (refusal) => this.page(request, refusal),
    );
  }

  private async page(request: Request, refusal: Refusal | null) {
    const actor = customerOf(request);
    const shown = await this.visibility.execute(actor);
    return page('support/visibility', visibilityView(shown, { actor, refusal }, this.readers.of(request)));
  }
}
