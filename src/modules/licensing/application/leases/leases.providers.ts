import { ReturnLease } from './return-lease.js';
import { TakeLease } from './take-lease.js';

export const leasesProviders = [TakeLease, ReturnLease];
