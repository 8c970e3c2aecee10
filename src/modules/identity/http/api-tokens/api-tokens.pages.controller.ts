import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { CreateApiToken } from '../../application/api-tokens/create-api-token.js';
import { ListApiTokens } from '../../application/api-tokens/list-api-tokens.js';
import { RevokeApiToken } from '../../application/api-tokens/revoke-api-token.js';
import { refusedForm } from '../form-view.js';
import { newApiTokenForm } from './api-tokens.forms.js';
import { apiTokensView, apiTokenView, newApiTokenView, shownOnceView } from './api-tokens.views.js';

@Controller('account/api-tokens')
@AnyoneSignedIn()
export class ApiTokensPagesController {
  constructor(
    private readonly list: ListApiTokens,
    private readonly create: CreateApiToken,
    private readonly revoke: RevokeApiToken,
    private readonly readers: Readers,
  ) {}

  @Get()
  async all(@Req() request: Request) {
    const tokens = await this.list.execute(signedInOf(request));
    return page('identity/api-tokens', apiTokensView(tokens, this.readers.of(request)));
  }

  /** The proof comes before the form, so that nothing typed is lost on the way. */
  @Get('new')
  @Important('create-api-token')
  form(@Req() request: Request) {
    return page('identity/api-token-new', newApiTokenView(signedInOf(request), this.readers.of(request)));
  }

  @Post()
  @Important('create-api-token')
  async make(@Body() body: unknown, @Req() request: Request) {
    const reader = this.readers.of(request);
    const actor = signedInOf(request);
    return submit(
      newApiTokenForm,
      body,
      async ({ tokenName: name, scopes, networks, expiresInDays: days }) => {
        const made = await this.create.execute(actor, { name, scopes, networks, days });
        return page('identity/api-token-shown', shownOnceView(made, reader));
      },
      (refusal) =>
        page('identity/api-token-new', newApiTokenView(actor, reader, refusedForm(refusal, reader.t))),
    );
  }

  @Get(':id')
  async show(@IdParam() id: string, @Req() request: Request) {
    const token = (await this.list.execute(signedInOf(request))).find((one) => one.id === id);
    if (!token) throw NotFound.of('API token');
    return page('identity/api-token', { token: apiTokenView(token, this.readers.of(request)) });
  }

  @Post(':id/revoke')
  async end(@IdParam() id: string, @Req() request: Request) {
    await this.revoke.execute(signedInOf(request), id);
    return seeOther('/account/api-tokens', { kind: 'success', key: 'identity.flash.api-token-revoked' });
  }
}
