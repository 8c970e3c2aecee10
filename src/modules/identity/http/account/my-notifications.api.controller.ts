import { Body, Controller, Get, Put, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChooseMails } from '../../application/account/choose-mails.js';
import { ShowMails } from '../../application/account/show-mails.js';
import { mailChoice } from './account.schemas.js';

@Controller('api/v1/me/notifications')
@AnyoneSignedIn()
export class MyNotificationsApiController {
  constructor(
    private readonly showMails: ShowMails,
    private readonly chooseMails: ChooseMails,
  ) {}

  @Get()
  @Describe({ summary: 'Which mails you get', tag: 'Account', answer: mailChoice, problems: [401] })
  show(@Req() request: Request) {
    return this.showMails.execute(signedInOf(request));
  }

  @Put()
  @Describe({
    summary: 'Choose which mails you get',
    description: 'Links, codes, and notices that concern the security of your account are always sent.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401],
  })
  async choose(@Body({ schema: mailChoice }) body: z.output<typeof mailChoice>, @Req() request: Request) {
    await this.chooseMails.execute(signedInOf(request), body);
  }
}
