import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ListApiTokens } from '../../application/api-tokens/list-api-tokens.js';
import { RotateApiToken } from '../../application/api-tokens/rotate-api-token.js';
import { type FormView, refusedForm } from '../form-view.js';
import { rotationForm } from './api-tokens.forms.js';
import { rotationView, shownOnceView } from './api-tokens.views.js';

@Controller('account/api-tokens/:id/rotate')
@AnyoneSignedIn()
export class ApiTokenRotationPagesController {
  constructor(
    private readonly list: ListApiTokens,
    private readonly rotate: RotateApiToken,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Important('create-api-token')
  form(@IdParam() id: string, @Req() request: Request) {
    return this.page(id, request, null);
  }

  @Post()
  @Important('create-api-token')
  async replace(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    const reader = this.readers.of(request);
    return submit(
      rotationForm,
      body,
      async ({ overlapHours, expiresInDays: days }) => {
        const made = await this.rotate.execute(signedInOf(request), { id, overlapHours, days });
        return page('identity/api-token-shown', shownOnceView(made, reader));
      },
      (refusal) => this.page(id, request, refusedForm(refusal, reader.t)),
    );
  }

  private async page(id: string, request: Request, refused: FormView | null) {
    const token = await this.list.rotatable(signedInOf(request), id);
    if (!token) throw NotFound.of('API token');
    return page('identity/api-token-rotate', rotationView(token, this.readers.of(request), refused));
  }
}
