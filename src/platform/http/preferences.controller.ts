import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import { Config } from '../config/config.js';
import { I18n } from '../i18n/i18n.js';
import { Languages } from '../ports/languages.js';
import { Public } from './access.js';
import { cookieName, cookieOptions } from './cookies.js';
import { ownPath } from './own-path.js';
import { seeOther } from './pages.js';
import type { Reply, Request } from './request.js';

const yearSeconds = 365 * 24 * 60 * 60;
const language = z.object({ to: z.string().max(35), back: z.string().max(2_000).default('/') });
const theme = z.object({
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  back: z.string().max(2_000).optional(),
});

/** Language and theme, kept in the browser; a signed-in person's language is also kept with the account. */
@Controller()
@Public()
export class PreferencesController {
  constructor(
    private readonly config: Config,
    private readonly i18n: I18n,
    private readonly languages: Languages,
  ) {}

  @Get('language')
  async language(
    @Query({ schema: language }) query: z.output<typeof language>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const name = cookieName(this.config, 'locale');
    const locale = this.i18n.supported(query.to);
    void reply.setCookie(name, locale, cookieOptions(this.config, yearSeconds));
    const { actor } = request;
    if ('userId' in actor && !fromElsewhere(request)) await this.languages.keep(actor.userId, locale);
    return seeOther(ownPath(query.back));
  }

  @Post('theme')
  theme(
    @Body({ schema: theme }) body: z.output<typeof theme>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    void reply.setCookie(
      cookieName(this.config, 'theme'),
      body.theme,
      cookieOptions(this.config, yearSeconds),
    );
    const referer = request.headers.referer;
    const back = body.back ?? (referer && URL.canParse(referer) ? new URL(referer).pathname : '/');
    return seeOther(ownPath(back));
  }
}

// A link on another site must not change what is kept with the account.
function fromElsewhere({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  return site !== 'same-origin' && site !== 'none';
}
