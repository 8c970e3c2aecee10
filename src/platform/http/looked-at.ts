import type { Request } from './request.js';

/**
 * True when somebody looks at the page that this request asks for. False for HEAD, for what an open page asks for by
 * itself, and for what a browser fetches ahead and perhaps never shows.
 * @see https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header
 */
export function isLookedAt({ method, byItself, headers }: Request): boolean {
  const ahead = [headers['sec-purpose'], headers.purpose, headers['x-purpose'], headers['x-moz']];
  return (
    method !== 'HEAD' && !byItself && !ahead.some((value) => /pre(?:fetch|render|view)/i.test(`${value}`))
  );
}
