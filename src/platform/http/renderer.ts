import { Injectable } from '@nestjs/common';
import { anonymous } from '../../kernel/actor.js';
import { Config } from '../config/config.js';
import { I18n } from '../i18n/i18n.js';
import { inLanguage } from '../i18n/messages.js';
import { ViewEngine } from '../views/view-engine.js';
import { cookieName } from './cookies.js';
import { Csrf } from './csrf.js';
import type { Flash, Page } from './pages.js';
import type { Problem } from './problem.js';
import type { Request } from './request.js';
import { Navigation, type Shell, shellOf } from './shell.js';

/** Renders pages and error pages with the shell around them. */
@Injectable()
export class Renderer {
  constructor(
    private readonly config: Config,
    private readonly i18n: I18n,
    private readonly views: ViewEngine,
    private readonly csrf: Csrf,
    private readonly navigation: Navigation,
  ) {}

  page(page: Page, request: Request, flash: Flash | null): string {
    const context = { ...page.view, shell: this.shell(request, flash) };
    return this.views.render(`pages/${page.template}`, context, request.locale);
  }

  /** Also for refusals before the guard ran, when nobody knows yet who asks. */
  problem(problem: Problem, request: Request): string {
    request.actor ??= anonymous;
    request.unread ??= 0;
    request.locale ||= this.i18n.negotiate(request.headers['accept-language']);
    const t = this.i18n.translator(request.locale);
    // Refusals of our own rules explain themselves; the general kinds have a text made for pages.
    const known = this.i18n.has(`shell.problems.${problem.code}`);
    const forStaff = request.actor.kind === 'staff' && this.i18n.has(`shell.problems.${problem.code}.staff`);
    const told = forStaff ? 'staff' : 'detail';
    const context = {
      status: problem.status,
      title: known ? t(`shell.problems.${problem.code}.title`) : inLanguage(problem.title, request.locale),
      detail: known
        ? t(`shell.problems.${problem.code}.${told}`)
        : inLanguage(problem.detail, request.locale),
      remedy: known || !problem.remedy ? null : inLanguage(problem.remedy, request.locale),
      requestId: problem.requestId,
      shell: this.shell(request, null),
    };
    return this.views.render('errors/problem', context, request.locale);
  }

  private shell(request: Request, flash: Flash | null): Shell {
    const theme = request.cookies?.[cookieName(this.config, 'theme')];
    return {
      ...shellOf(request, this.navigation, this.i18n, theme),
      portalName: this.config.portalName,
      supportEmail: this.config.supportEmail,
      csrfToken: this.csrf.token(request),
      flash: flash && { kind: flash.kind, text: this.i18n.translator(request.locale)(flash.key) },
    };
  }
}
