import type { Request } from '../../../platform/http/request.js';

type Platform = 'windows' | 'macos' | 'linux';

/** Which file of a platform most people want, best first. */
const architectures: Record<Platform, readonly string[]> = {
  windows: ['x64', 'any', 'universal', 'x86', 'arm64'],
  macos: ['universal', 'arm64', 'any', 'x64'],
  linux: ['x64', 'any', 'universal', 'arm64', 'x86'],
};

/**
 * The system that the browser says it runs on; null when it is none that releases have files of. Only ever a
 * suggestion.
 * @see https://wicg.github.io/ua-client-hints/#sec-ch-ua-platform
 */
export function platformOf({ headers }: Pick<Request, 'headers'>): Platform | null {
  const hint = headers['sec-ch-ua-platform'];
  const told = typeof hint === 'string' ? hint.slice(0, 40) : (headers['user-agent'] ?? '').slice(0, 300);
  if (/android|iphone|ipad|chrome ?os|cros/i.test(told)) return null;
  if (/windows/i.test(told)) return 'windows';
  if (/mac ?os|macintosh/i.test(told)) return 'macos';
  return /linux|x11/i.test(told) ? 'linux' : null;
}

/** The file to suggest on that system; null when there is none. */
export function suggestedFile<
  F extends { readonly platform: string; readonly architecture: string; readonly type: string },
>(files: readonly F[], platform: Platform | null): F | null {
  const programs = files.filter((file) => file.type !== 'document');
  if (platform === null) return null;
  const rank = ({ architecture, type }: F) => {
    const place = architectures[platform].indexOf(architecture);
    return (place === -1 ? 9 : place) * 2 + (type === 'installer' ? 0 : 1);
  };
  const own = programs.filter((file) => file.platform === platform).sort((a, b) => rank(a) - rank(b));
  return own[0] ?? programs.find((file) => file.platform === 'any') ?? null;
}
