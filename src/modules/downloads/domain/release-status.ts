/** Draft: only staff see it. Published: customers see it. Yanked: they see that it was withdrawn. */
export type ReleaseStatus = 'draft' | 'published' | 'yanked';

/** Which status may follow which. */
export const releaseTransitions: Record<ReleaseStatus, readonly ReleaseStatus[]> = {
  draft: ['published'],
  published: ['yanked'],
  yanked: [],
};
