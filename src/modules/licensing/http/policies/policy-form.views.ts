import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { WholePolicy } from '../../application/console/change-policy.js';
import {
  overages,
  policyKinds,
  renewalBases,
  termBeginnings,
} from '../../application/console/policy-choices.js';

/** The values of a form as they were typed, or as they are stored. */
export type Typed = Readonly<Record<string, unknown>>;

/** What a new policy says before anybody typed something. */
export const blankPolicy: Typed = {
  kind: 'node-locked',
  installationLimit: 1,
  overage: 'none',
  termBegins: 'creation',
  renewsFrom: 'expiry',
  maintenanceMonths: 12,
  leaseSeconds: 3_600,
  fileDays: 30,
  releasesAllowed: 3,
  releaseWindowDays: 30,
};

/** A stored policy as somebody would type it. */
export function typedPolicy({ features, usage, ...rules }: WholePolicy): Typed {
  return {
    ...rules,
    features: features.join('\n'),
    usage: usage
      .map(({ counter, allowance, period }) => `${counter} ${allowance ?? 'unlimited'} ${period}`)
      .join('\n'),
  };
}

/** What the form of a policy offers, and what it says again when it was refused. */
export function policyFormView(values: Typed, refusal: Refusal | null, { t }: Reader) {
  const options = (choices: readonly string[], group: string) =>
    choices.map((value) => ({ value, label: t(`console.policy.${group}.${value.replace('.', '-')}`) }));
  return {
    values,
    errors: refusal?.errors ?? {},
    summary: refusal?.summary ?? [],
    message: refusal?.message ?? null,
    kinds: options(policyKinds, 'kinds'),
    overages: options(overages, 'overages'),
    beginnings: options(termBeginnings, 'beginnings'),
    bases: options(renewalBases, 'bases'),
  };
}
