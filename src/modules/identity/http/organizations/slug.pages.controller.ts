import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { page, seeOther } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowSignInRules } from '../../application/organizations/show-sign-in-rules.js';
import { RelyingParty } from '../../application/passkeys/relying-party.js';
import { signInAddress } from '../signing-in/sign-in.forms.js';
import { signInView } from '../signing-in/sign-in.views.js';

/** The sign-in page at the organization's own address (row S3.18). */
@Controller('o')
@Public()
export class SlugPagesController {
  constructor(
    private readonly rules: ShowSignInRules,
    private readonly party: RelyingParty,
  ) {}

  @Get(':slug')
  async show(
    @Param('slug') slug: string,
    @Query({ schema: signInAddress }) asked: z.output<typeof signInAddress>,
    @Req() request: Request,
  ) {
    const next = ownPath(asked.next);
    if (request.actor.kind === 'customer' || request.actor.kind === 'staff') return seeOther(next);
    const found = await this.rules.bySlug(slug.slice(0, 40).toLowerCase());
    // An address that nobody has opens the sign-in page all the same: it is what the person came for.
    if (!found) return seeOther(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
    const about = signInView({ next, passkeys: this.party.isPossible });
    const view = { ...about, organizationName: found.name };
    return page('identity/organization-sign-in', view, 200, { 'referrer-policy': 'no-referrer' });
  }
}
