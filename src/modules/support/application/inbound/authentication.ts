import type { ParsedMail } from './parse-mail.js';

/** What the vendor's own mail server found out about who sent a mail; `unknown`: nothing, or nobody we believe said it. */
export type Authentication = 'passed' | 'failed' | 'unknown';

const longestHeader = 4_000;

/**
 * Reads the verdict of one server. Headers of any other are what anybody may have written into the mail.
 * @param server its authserv-id; null: no server is believed
 * @see RFC 8601
 */
export function authenticationOf({ headers, from }: ParsedMail, server: string | null): Authentication {
  const domain = from?.address.split('@')[1] ?? '';
  if (server === null || domain === '') return 'unknown';
  const results = (headers.get('authentication-results') ?? [])
    .map((value) =>
      value
        .slice(0, longestHeader)
        .toLowerCase()
        .replace(/\([^()]*\)/g, ' '),
    )
    .filter((value) => value.split(/[\s;]/)[0] === server.toLowerCase())
    .flatMap((value) => value.split(';').slice(1));
  const dmarc = results.flatMap((result) => /^\s*dmarc=(\w+)/.exec(result)?.[1] ?? []);
  if (dmarc.includes('fail')) return 'failed';
  if (dmarc.includes('pass')) return 'passed';
  const aligned = results.some((result) => isAligned(result, domain));
  if (aligned) return 'passed';
  return results.some((result) => /^\s*(?:dkim|spf)=fail\b/.test(result)) ? 'failed' : 'unknown';
}

/** A signature or a sending server of the domain itself, or of one that it lies in. */
function isAligned(result: string, domain: string): boolean {
  if (!/^\s*(?:dkim|spf)=pass\b/.test(result)) return false;
  const named = [...result.matchAll(/(?:header\.d|header\.i|smtp\.mailfrom)=(\S{1,320})/g)];
  return named.some(([, value = '']) => {
    const signing = value.split('@').at(-1) ?? '';
    return signing === domain || (signing.includes('.') && domain.endsWith(`.${signing}`));
  });
}
