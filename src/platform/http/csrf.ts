import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { sameSecret } from '../same-secret.js';
import { ForeignForm } from './access.errors.js';
import { cookieName } from './cookies.js';
import type { Request } from './request.js';

/**
 * Forms carry an HMAC of the session (or, signed out, of a visitor cookie). It is the same for the same browser, so
 * equal pages have equal bytes. Beside it, Sec-Fetch-Site and Origin must not be foreign.
 */
@Injectable()
export class Csrf {
  private readonly key: KeyObject;

  constructor(private readonly config: Config) {
    this.key = createSecretKey(Buffer.from(hkdfSync('sha256', config.appSecret, '', 'csrf', 32)));
  }

  token(request: Request): string {
    const session = request.cookies[cookieName(this.config, 'session')];
    const bearer = session ? `session:${session}` : `visitor:${request.visitor ?? ''}`;
    return createHmac('sha256', this.key).update(bearer).digest('base64url');
  }

  /** Takes `_csrf` out of the body. @throws ForeignForm when the form is not one of ours. */
  check(request: Request): void {
    if (!this.sameSite(request)) throw ForeignForm.refused();
    const known =
      request.visitor !== null || request.cookies[cookieName(this.config, 'session')] !== undefined;
    if (!known || !sameSecret(this.given(request), this.token(request))) throw ForeignForm.refused();
  }

  private given(request: Request): string {
    const header = request.headers['x-csrf-token'];
    if (typeof header === 'string') return header;
    // A multipart form is parsed after this check, so it carries its token in the address.
    const query: unknown = request.query;
    if (typeof query === 'object' && query !== null && '_csrf' in query && typeof query._csrf === 'string')
      return query._csrf;
    const body = request.body;
    if (typeof body !== 'object' || body === null || !('_csrf' in body)) return '';
    const token = body._csrf;
    delete body._csrf;
    return typeof token === 'string' ? token : '';
  }

  // A page with Referrer-Policy no-referrer posts with `Origin: null`; then the browser's own word decides.
  private sameSite(request: Request): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (origin !== undefined && origin !== 'null' && !this.ownOrigin(origin)) return false;
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    return origin !== 'null';
  }

  private ownOrigin(origin: string): boolean {
    if (!URL.canParse(origin)) return false;
    const { protocol, host } = new URL(origin);
    // Over HTTPS, a page that came in the clear may be anybody's.
    if (this.config.secure && protocol !== 'https:') return false;
    return this.config.allowedHosts.includes(host.toLowerCase());
  }
}
