/** Licensing for a product, by a Latchkey portal. @packageDocumentation */
export { type Heartbeat, LatchkeyClient, type Machine, type Validation } from './client.js';
export type { Clock } from './clock.js';
export {
  type BundledError,
  type BundledFile,
  type BundleFacts,
  diagnosticManifest,
} from './diagnostics.js';
export { LatchkeyError, NotActivated, PortalRefusal, PortalUnreachable } from './errors.js';
export type { Fetch } from './exchange.js';
export type { FileVerdict } from './file-verdict.js';
export type { FileKey, KeySet } from './key-set.js';
export { type Launch, launchToken, newPrivateKey, type PrivateKey, signedLaunchUrl } from './launch.js';
export type { Lease } from './leases.js';
export type { LicenseFile } from './license-file.js';
export type { Wishes } from './offline.js';
export type { ClientOptions } from './options.js';
export type { Patience } from './retries.js';
export { memoryStore, type Store } from './state.js';
export {
  type FeedRefusalCode,
  FeedRefused,
  type UpdateFeed,
  type UpdateFile,
  type UpdateRelease,
} from './update-feed.js';
export { type FeedMemory, type UpdateQuestion, Updates, type UpdatesOptions } from './updates.js';
export type { Usage, UsageReport } from './usage.js';
export type { ClientCode, FileCode, PortalCode, Verdict } from './verdict.js';
export { type FeedCheck, verifyDocument, verifyFeed, verifyUpdateFile } from './verify-feed.js';
export { type FileCheck, verifyLicenseFile } from './verify-license-file.js';
