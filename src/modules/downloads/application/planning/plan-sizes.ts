import type { PublishedArtifact } from '../published-releases.js';

/** How much a platform downloads at most. */
export interface PlatformSize {
  readonly platform: string;
  readonly sizeBytes: number;
}

const everywhere = 'any';

/**
 * Per platform that has a file in every step: the largest one of each, since one file is downloaded per step. What
 * runs everywhere counts for all; documents count for nobody.
 */
export function sizesOf(
  steps: readonly { readonly artifacts: readonly PublishedArtifact[] }[],
): PlatformSize[] {
  const programs = steps.map(({ artifacts }) => artifacts.filter(({ type }) => type !== 'document'));
  const named = new Set(programs.flat().map(({ platform }) => platform));
  if (named.size > 1) named.delete(everywhere);
  return [...named].sort().flatMap((platform) => {
    const sizes = programs.map((files) =>
      files
        .filter((file) => file.platform === platform || file.platform === everywhere)
        .map(({ sizeBytes }) => sizeBytes),
    );
    if (sizes.some((step) => step.length === 0)) return [];
    return { platform, sizeBytes: sizes.reduce((sum, step) => sum + Math.max(...step), 0) };
  });
}
