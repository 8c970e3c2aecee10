export type { CopyScope, InstalledCopy, VersionsInUse } from './application/installed-copies.js';
export {
  type Entitlement,
  type LicenseFacts,
  Licensing,
  type ProductSummary,
  type SerialAccess,
} from './application/licensing.js';
export type { OfflineFileText } from './application/offline-files.js';
export type { FeedAccess } from './application/update-feeds/feed-access.js';
export { InstallationActivated } from './events/installation-activated.js';
export { InstallationReleased } from './events/installation-released.js';
export { LeaseEnded, LeaseTaken } from './events/lease.js';
export { LicenseEnding } from './events/license-ending.js';
export { LicenseExtended } from './events/license-extended.js';
export { LicenseIssued } from './events/license-issued.js';
export { LicenseReinstated, LicenseRevoked, LicenseSuspended } from './events/license-status.js';
export {
  LicenseRenewed,
  LicenseRenumbered,
  LicenseTermBegan,
  LicenseTransferred,
} from './events/license-term.js';
export { OfflineFileIssued } from './events/offline-file-issued.js';
