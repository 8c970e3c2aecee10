export { type DownloadSummary, Downloads } from './application/downloads.js';
export type { ReleaseId } from './domain/release-facts.js';
export { ArtifactDownloaded } from './events/artifact-downloaded.js';
export { BundleReady } from './events/bundle-ready.js';
export { BundleRequested } from './events/bundle-requested.js';
export { ReleasePublished } from './events/release-published.js';
export { ReleaseYanked } from './events/release-yanked.js';
export { RolloutChanged } from './events/rollout-changed.js';
