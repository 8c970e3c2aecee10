import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { seeOther } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { signInAddress } from '../signing-in/sign-in.forms.js';
import { SignInCard } from '../signing-in/sign-in-card.js';

/** The sign-in page at the organization's own address (row S3.18). */
@Controller('o')
@Public()
export class SlugPagesController {
  constructor(private readonly card: SignInCard) {}

  @Get(':slug')
  async show(
    @Param('slug') slug: string,
    @Query({ schema: signInAddress }) asked: z.output<typeof signInAddress>,
    @Req() request: Request,
  ) {
    const next = ownPath(asked.next);
    if (request.actor.kind === 'customer' || request.actor.kind === 'staff') return seeOther(next);
    const card = await this.card.ofOrganization({ next, slug: slug.slice(0, 40) });
    // An address that nobody has opens the sign-in page all the same: it is what the person came for.
    return card ?? seeOther(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
  }
}
