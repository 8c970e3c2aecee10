import ipaddr from 'ipaddr.js';
import { InvalidInput } from '../../../../kernel/errors.js';

/**
 * Networks in their one spelling, each once: `10.1.2.3` becomes `10.1.2.3/32`, `10.1.2.3/8` becomes `10.0.0.0/8`.
 * @throws InvalidInput naming `networks` when one is neither an address nor a network in CIDR notation
 */
export function networksOf(texts: readonly string[]): string[] {
  return [...new Set(texts.map(networkOf))];
}

/** True when the address lies in one of the networks; with no networks, always. */
export function isWithin(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true;
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 client of a socket that speaks both comes as ::ffff:a.b.c.d.
  const from = ipaddr.process(address);
  return networks.some((network) => {
    const [range, bits] = ipaddr.parseCIDR(network);
    return range.kind() === from.kind() && from.match(range, bits);
  });
}

function networkOf(text: string): string {
  // Strict: the parser also takes 10.1, 0x7f000001 and zone ids, which nobody means here.
  const [address = '', prefix, ...rest] = text.split('/');
  const known = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  if (!known || rest.length > 0 || address.includes('%')) throw notANetwork();
  const parsed = ipaddr.parse(address);
  const most = parsed.kind() === 'ipv4' ? 32 : 128;
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > most)) throw notANetwork();
  const bits = prefix === undefined ? most : Number(prefix);
  const kind = parsed.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address}/${bits}`).toString()}/${bits}`;
}

function notANetwork(): InvalidInput {
  return InvalidInput.field('networks', 'Use addresses or networks, like 203.0.113.7 or 2001:db8::/32.');
}
