import type { Request } from './request.js';

/** Path and query of the page of this portal that the browser came from; undefined when it does not say, or from elsewhere. */
export function ownPage(request: Request): string | undefined {
  const referer = request.headers.referer ?? '';
  if (!URL.canParse(referer)) return undefined;
  const { pathname, search, host } = new URL(referer);
  return host === request.host ? `${pathname}${search}` : undefined;
}
