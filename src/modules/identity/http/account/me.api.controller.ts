import { Body, Controller, Get, Patch, Put, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { I18n } from '../../../../platform/i18n/i18n.js';
import { ChangeUsername } from '../../application/account/change-username.js';
import { ShowMe } from '../../application/account/show-me.js';
import { UpdateProfile } from '../../application/account/update-profile.js';
import { me, profile, usernameChange } from './account.schemas.js';
import { checkLocale } from './check-locale.js';

@Controller('api/v1/me')
@AnyoneSignedIn()
export class MeApiController {
  constructor(
    private readonly showMe: ShowMe,
    private readonly updateProfile: UpdateProfile,
    private readonly changeUsername: ChangeUsername,
    private readonly i18n: I18n,
  ) {}

  @Get()
  @AnyoneSignedIn('allowed')
  @Describe({ summary: 'Who you are', tag: 'Account', answer: me, problems: [401] })
  async show(@Req() request: Request) {
    return (await this.showMe.execute(signedInOf(request))).me;
  }

  @Patch()
  @Describe({ summary: 'Change your profile', tag: 'Account', status: 204, answer: null, problems: [401] })
  async update(@Body({ schema: profile }) body: z.output<typeof profile>, @Req() request: Request) {
    checkLocale(body.locale, this.i18n);
    await this.updateProfile.execute(signedInOf(request), body);
  }

  @Put('username')
  @Important('change-username')
  @Describe({
    summary: 'Choose your username',
    description: 'Compared without case. The username before is free at once.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403, 409],
  })
  async username(
    @Body({ schema: usernameChange }) body: z.output<typeof usernameChange>,
    @Req() request: Request,
  ) {
    await this.changeUsername.execute(signedInOf(request), body.username);
  }
}
