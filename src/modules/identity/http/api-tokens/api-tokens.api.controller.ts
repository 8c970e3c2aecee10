import { Body, Controller, Delete, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { CreateApiToken, type ShownOnce } from '../../application/api-tokens/create-api-token.js';
import { ListApiTokens } from '../../application/api-tokens/list-api-tokens.js';
import { RevokeApiToken } from '../../application/api-tokens/revoke-api-token.js';
import { RotateApiToken } from '../../application/api-tokens/rotate-api-token.js';
import { apiTokens, newApiToken, rotation, shownOnce } from './api-tokens.schemas.js';

const withToken = ({ text, entry }: ShownOnce) => ({ ...entry, token: text });

@Controller('api/v1/me/api-tokens')
@AnyoneSignedIn()
export class ApiTokensApiController {
  constructor(
    private readonly list: ListApiTokens,
    private readonly create: CreateApiToken,
    private readonly rotate: RotateApiToken,
    private readonly revoke: RevokeApiToken,
  ) {}

  @Get()
  @Describe({
    summary: 'List your API tokens',
    description: 'Newest first: those that work, and for 30 days those that are over; 100 at most.',
    tag: 'Account',
    answer: apiTokens,
    problems: [401, 403],
  })
  async all(@Req() request: Request) {
    return { items: await this.list.execute(signedInOf(request)) };
  }

  @Post()
  @Important('create-api-token')
  @Describe({
    summary: 'Create an API token',
    description: 'Needs a fresh proof for create-api-token. The token is in this answer only.',
    tag: 'Account',
    status: 201,
    answer: shownOnce,
    problems: [401, 403, 409],
  })
  async make(@Body({ schema: newApiToken }) body: z.output<typeof newApiToken>, @Req() request: Request) {
    const { expiresInDays: days, ...about } = body;
    return withToken(await this.create.execute(signedInOf(request), { ...about, days }));
  }

  @Post(':id/rotate')
  @Important('create-api-token')
  @Describe({
    summary: 'Rotate an API token',
    description:
      'A new token with the same rights takes its place; the one before works on for the overlap. ' +
      'Needs a fresh proof for create-api-token.',
    tag: 'Account',
    status: 201,
    answer: shownOnce,
    problems: [401, 403, 404, 409],
  })
  async replace(
    @IdParam() id: string,
    @Body({ schema: rotation }) body: z.output<typeof rotation>,
    @Req() request: Request,
  ) {
    const { expiresInDays: days, overlapHours } = body;
    return withToken(await this.rotate.execute(signedInOf(request), { id, overlapHours, days }));
  }

  @Delete(':id')
  @Describe({
    summary: 'Revoke an API token',
    description: 'It stops working at once.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async end(@IdParam() id: string, @Req() request: Request) {
    await this.revoke.execute(signedInOf(request), id);
  }
}
