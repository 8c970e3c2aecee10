import { isIPv6 } from 'node:net';
import type { Config } from '../../../../platform/config/config.js';
import { cookieName } from '../../../../platform/http/cookies.js';
import type { Request } from '../../../../platform/http/request.js';
import type { Origin } from '../../application/signing-in/guess-limits.js';

/** Where a request comes from. The address is the proxy's word only where the proxy is trusted. */
export function originOf(request: Request, config: Config): Origin {
  return {
    network: networkOf(request.ip),
    device: request.cookies[cookieName(config, 'device')] ?? null,
    userAgent: request.headers['user-agent'] ?? null,
  };
}

// Whoever has one IPv6 address has its whole /64.
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length);
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const zeros = address.includes('::') ? 8 - groups.length - (tail === '' ? 0 : tail.split(':').length) : 0;
  const all = [
    ...groups,
    ...Array<string>(Math.max(0, zeros)).fill('0'),
    ...(tail === '' ? [] : tail.split(':')),
  ];
  return all.slice(0, 4).join(':');
}
