import { Body, Controller, Delete, Get, Patch, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { WithoutIdempotency } from '../../../../platform/http/idempotency/without-idempotency.js';
import type { Request } from '../../../../platform/http/request.js';
import { AddPasskey } from '../../application/passkeys/add-passkey.js';
import { ListPasskeys } from '../../application/passkeys/list-passkeys.js';
import { OfferPasskey } from '../../application/passkeys/offer-passkey.js';
import { RemovePasskey } from '../../application/passkeys/remove-passkey.js';
import { RenamePasskey } from '../../application/passkeys/rename-passkey.js';
import { addedPasskey, newPasskey, passkeyOptions, passkeyRename, passkeys } from './passkeys.schemas.js';

@Controller('api/v1/me/passkeys')
@AnyoneSignedIn()
export class PasskeysApiController {
  constructor(
    private readonly list: ListPasskeys,
    private readonly offer: OfferPasskey,
    private readonly addPasskey: AddPasskey,
    private readonly renamePasskey: RenamePasskey,
    private readonly removePasskey: RemovePasskey,
  ) {}

  @Get()
  @Describe({ summary: 'Your passkeys', tag: 'Account', answer: passkeys, problems: [401] })
  async all(@Req() request: Request) {
    return { items: await this.list.execute(signedInOf(request)) };
  }

  @Post('options')
  @Important('change-second-factor')
  @WithoutIdempotency()
  @Describe({
    summary: 'Start adding a passkey',
    description: 'Answers what the browser needs to make one.',
    tag: 'Account',
    answer: passkeyOptions,
    problems: [401, 403],
  })
  options(@Req() request: Request) {
    return this.offer.execute(signedInOf(request));
  }

  @Post()
  @Important('change-second-factor')
  @WithoutIdempotency()
  @Describe({
    summary: 'Add a passkey',
    description: 'With what the browser answered. Other sessions end.',
    tag: 'Account',
    status: 201,
    answer: addedPasskey,
    problems: [401, 403, 409],
  })
  add(@Body({ schema: newPasskey }) body: z.output<typeof newPasskey>, @Req() request: Request) {
    return this.addPasskey.execute(signedInOf(request), body);
  }

  @Patch(':id')
  @Describe({ summary: 'Rename a passkey', tag: 'Account', status: 204, answer: null, problems: [401, 404] })
  async rename(
    @IdParam() id: string,
    @Body({ schema: passkeyRename }) { name }: z.output<typeof passkeyRename>,
    @Req() request: Request,
  ) {
    await this.renamePasskey.execute(signedInOf(request), { id, name });
  }

  @Delete(':id')
  @Important('change-second-factor')
  @Describe({
    summary: 'Remove a passkey',
    description: 'Other sessions end. The last factor stays where your role needs one.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async remove(@IdParam() id: string, @Req() request: Request) {
    await this.removePasskey.execute(signedInOf(request), id);
  }
}
