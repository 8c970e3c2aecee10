/**
 * The path when it stays on this portal, otherwise `fallback`. Refuses other origins in every spelling: `//host`,
 * `/\host`, schemes, control characters.
 */
export function ownPath(path: string | undefined, fallback = '/'): string {
  if (!path?.startsWith('/') || path.length > 2_000) return fallback;
  const base = 'http://portal.invalid';
  if (!URL.canParse(path, base)) return fallback;
  const url = new URL(path, base);
  // `/.//host` is ours until its dot is resolved; what is left then names another host.
  if (url.origin !== base || url.pathname.startsWith('//')) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
