import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { page, type Refusal, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { invitationForm, tokenAddress } from '../signing-in/sign-in.forms.js';
import { rulesView } from '../signing-in/sign-in.views.js';
import { InvitationMerging } from './invitation-merging.js';
import { PageInvitations } from './page-invitations.js';

const privately = { 'referrer-policy': 'no-referrer' };

/** The page of an invitation's link; the form behind it joins. */
@Controller('invitation')
@Public()
export class InvitationPagesController {
  constructor(
    private readonly invitations: PageInvitations,
    private readonly merging: InvitationMerging,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Query({ schema: tokenAddress }) { token }: z.output<typeof tokenAddress>, @Req() request: Request) {
    return this.form(request, token, emptyForm());
  }

  @Post()
  async accept(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      invitationForm,
      body,
      (input) => this.take(input, request, reply),
      (refusal) => this.form(request, tokenOf(refusal), refusedForm(refusal, t)),
    );
  }

  private async take(input: z.output<typeof invitationForm>, request: Request, reply: Reply) {
    const { token, password, accounts, secret } = input;
    const link = await this.invitations.show(token);
    this.merging.ensureAnswered(accounts, link && (await this.merging.offer(request, link)));
    if (accounts === 'merge') await this.merging.takeProof(request, secret);
    const mergeId = await this.merging.mergeId(request, accounts);
    return this.invitations.accept({ token, password, mergeId }, request, reply);
  }

  private async form(request: Request, token: string, form: FormView) {
    const link = await this.invitations.show(token);
    if (!link) return page('identity/invitation-expired', {}, 410, privately);
    const { t } = this.readers.of(request);
    const { organizationName, email } = link;
    const about = { token, form, organizationName, email, hasAccount: link.userId !== null };
    const role = t(`identity.roles.${link.role}`);
    const rules = rulesView(this.invitations.sheet(), t);
    const merge = await this.merging.offer(request, link);
    return page('identity/invitation', { ...about, role, merge, ...rules }, 200, privately);
  }
}

const tokenOf = ({ values }: Refusal): string => (typeof values.token === 'string' ? values.token : '');
