import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Config } from '../config/config.js';

/** Names and attributes of our cookies; `__Host-` wherever the portal is served over HTTPS. */
export function cookieName(
  config: Config,
  name: 'session' | 'visitor' | 'flash' | 'device' | 'locale' | 'theme' | 'step' | 'remembered',
): string {
  return config.secure ? `__Host-${name}` : `latchkey-${name}`;
}

/** Lax, not strict: a link in our own mail must find the session. */
export function cookieOptions(config: Config, maxAgeSeconds?: number): CookieSerializeOptions {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secure,
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  };
}
