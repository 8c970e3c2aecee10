import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { page, submit } from '../../../../platform/http/pages.js';
import { ShowLink } from '../../application/links/show-link.js';
import { ReportIntrusion } from '../../application/security/report-intrusion.js';
import { tokenAddress } from '../signing-in/sign-in.forms.js';
import { intrusionReport } from './security.schemas.js';

const privately = { 'referrer-policy': 'no-referrer' };

/** "This wasn't me", from the link of a notice: works without signing in, and asks once (ruling C9). */
@Controller('not-me')
@Public()
export class NotMePagesController {
  constructor(
    private readonly links: ShowLink,
    private readonly report: ReportIntrusion,
  ) {}

  @Get()
  async show(@Query({ schema: tokenAddress }) { token }: z.output<typeof tokenAddress>) {
    if (!(await this.links.isNotMe(token))) return over();
    return page('identity/not-me', { token }, 200, privately);
  }

  @Post()
  async close(@Body() body: unknown) {
    return submit(
      intrusionReport,
      body,
      async ({ token }) => {
        await this.report.byLink(token);
        return page('identity/not-me-done', {}, 200, privately);
      },
      over,
    );
  }
}

const over = () => page('identity/not-me-over', {}, 410, privately);
