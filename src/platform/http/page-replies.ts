import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { cookieName, cookieOptions } from './cookies.js';
import type { Flash, Page, SeeOther } from './pages.js';
import { Renderer } from './renderer.js';
import type { Reply, Request } from './request.js';

/** What handlers return for people: pages to render, and redirects. */
@Injectable()
export class PageReplies {
  constructor(
    private readonly renderer: Renderer,
    private readonly config: Config,
  ) {}

  /** The page as HTML; its status and headers are set. */
  render(page: Page, reply: Reply): string {
    const { request } = reply;
    this.rememberVisitor(request, reply);
    const flash = request.byItself ? null : this.takeFlash(request, reply);
    void reply
      .status(page.status)
      .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...page.headers });
    return this.renderer.page(page, request, flash);
  }

  redirect(to: SeeOther, reply: Reply): Reply {
    if (to.flash) {
      void reply.setCookie(
        cookieName(this.config, 'flash'),
        JSON.stringify(to.flash),
        cookieOptions(this.config, 60),
      );
    }
    return reply.header('cache-control', 'no-store').redirect(to.url, 303);
  }

  private rememberVisitor(request: Request, reply: Reply): void {
    if (request.visitor !== null) return;
    request.visitor = randomBytes(16).toString('base64url');
    void reply.setCookie(cookieName(this.config, 'visitor'), request.visitor, cookieOptions(this.config));
  }

  private takeFlash(request: Request, reply: Reply): Flash | null {
    const name = cookieName(this.config, 'flash');
    const cookie = request.cookies[name];
    if (!cookie) return null;
    void reply.clearCookie(name, cookieOptions(this.config));
    return parseFlash(cookie);
  }
}

// The cookie comes from the browser: only the form we wrote is believed, and the key only looks up a text.
function parseFlash(cookie: string): Flash | null {
  try {
    const value: unknown = JSON.parse(cookie);
    if (typeof value !== 'object' || value === null || !('kind' in value) || !('key' in value)) return null;
    const { kind, key } = value;
    if (typeof key !== 'string' || !/^[a-z]+(\.[a-zA-Z-]+){1,5}$/.test(key)) return null;
    return kind === 'success' || kind === 'error' || kind === 'info' ? { kind, key } : null;
  } catch {
    return null;
  }
}
