/** The values that the edges offer for the rules of a policy. */
export { featureCode, overages, policyKinds, renewalBases, termBeginnings } from '../../domain/policy.js';
export { effectSubjects } from '../../domain/policy-effect.js';
export { usagePeriods } from '../../domain/usage-counter.js';
export { verdictCodes } from '../../domain/verdict.js';
