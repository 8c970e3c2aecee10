import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { ConfirmEmail } from '../../application/account/confirm-email.js';
import { ShowLink } from '../../application/links/show-link.js';
import { tokenAddress } from '../signing-in/sign-in.forms.js';
import { tokenOnly } from './account.schemas.js';

const privately = { 'referrer-policy': 'no-referrer' };

@Controller('confirm-email')
@Public()
export class ConfirmEmailPagesController {
  constructor(
    private readonly links: ShowLink,
    private readonly confirm: ConfirmEmail,
  ) {}

  @Get()
  async show(@Query({ schema: tokenAddress }) { token }: z.output<typeof tokenAddress>) {
    const link = await this.links.emailProof(token);
    if (!link) return expired(null);
    return page('identity/confirm-email', { token, email: link.email }, 200, privately);
  }

  @Post()
  async use(@Body() body: unknown) {
    return submit(
      tokenOnly,
      body,
      async ({ token }) => {
        await this.confirm.execute(token);
        return seeOther('/account', { kind: 'success', key: 'identity.flash.email-confirmed' });
      },
      (refusal) => expired(refusal.summary[0]?.message ?? null),
    );
  }
}

const expired = (reason: string | null) => page('identity/email-link-expired', { reason }, 410, privately);
