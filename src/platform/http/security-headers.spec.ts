import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import { securityHeaders } from './security-headers.js';

const headersOf = (secure: boolean) => securityHeaders({ secure } as Config);

describe('C4 the security headers of every answer', () => {
  it('hold a policy that runs nothing but our own, and all that Helmet adds', () => {
    expect(headersOf(false)).toEqual({
      'content-security-policy':
        "default-src 'self';img-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-download-options': 'noopen',
      'x-frame-options': 'SAMEORIGIN',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
    });
  });

  it('keep browsers on HTTPS where the portal is served so', () => {
    const added = 'max-age=31536000; includeSubDomains';
    expect(headersOf(true)).toEqual({ ...headersOf(false), 'strict-transport-security': added });
  });
});
