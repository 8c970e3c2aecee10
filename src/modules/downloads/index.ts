export { type DownloadSummary, Downloads } from './application/downloads.js';
export type { ReleaseId } from './domain/release.js';
export { ReleasePublished } from './events/release-published.js';
export { ReleaseYanked } from './events/release-yanked.js';
