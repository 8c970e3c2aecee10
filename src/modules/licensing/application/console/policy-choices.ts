/** The values that the edges offer for the rules of a policy. */
export { overages, policyKinds, renewalBases, termBeginnings } from '../../domain/policy.js';
export { usagePeriods } from '../../domain/usage-counter.js';
