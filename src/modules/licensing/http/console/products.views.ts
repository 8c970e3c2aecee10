import type { Reader } from '../../../../platform/http/readers.js';
import type { WholePolicy } from '../../application/console/change-policy.js';
import type { ShownProduct } from '../../application/console/show-products.js';

/** The policies of a product, the one of its licenses without an edition marked. */
export function policyRows({ policies, defaultPolicyId }: ShownProduct, { t, locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  return policies.map(({ id, name, kind, installationLimit, licenses }) => ({
    href: `/admin/policies/${id}`,
    name,
    isDefault: id === defaultPolicyId,
    kind: t(`console.policy.kinds.${kind}`),
    limit: number.format(installationLimit),
    licenses: number.format(licenses),
  }));
}

/** Every rule of a policy in words, in the same order for every policy. */
export function policyFacts(policy: WholePolicy, { t, locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  const limit = (value: number | null): string =>
    value === null ? t('console.policy.unlimited') : number.format(value);
  const usageText = ({ counter, allowance, period }: WholePolicy['usage'][number]): string =>
    `${counter}: ${limit(allowance)} (${t(`console.policy.periods.${period}`)})`;
  const fact = (name: string, text: string) => ({ label: t(`console.policy.rules.${name}`), text });
  return [
    fact('kind', t(`console.policy.kinds.${policy.kind}`)),
    fact('installationLimit', limit(policy.installationLimit)),
    fact('coreLimit', limit(policy.coreLimit)),
    fact('userLimit', limit(policy.userLimit)),
    fact('overage', t(`console.policy.overages.${policy.overage.replace('.', '-')}`)),
    fact('termBegins', t(`console.policy.beginnings.${policy.termBegins}`)),
    fact('renewsFrom', t(`console.policy.bases.${policy.renewsFrom}`)),
    fact('maintenanceMonths', number.format(policy.maintenanceMonths)),
    fact('validityMonths', limit(policy.validityMonths)),
    fact(
      'lapsesAfter',
      policy.heartbeatSeconds === null ? t('console.policy.never') : lasting(policy.heartbeatSeconds, locale),
    ),
    fact('leaseLasts', lasting(policy.leaseSeconds, locale)),
    fact('fileDays', number.format(policy.fileDays)),
    fact(
      'releases',
      t('console.policy.releasesWithin', {
        count: policy.releaseWindowDays,
        allowed: number.format(policy.releasesAllowed),
        days: number.format(policy.releaseWindowDays),
      }),
    ),
    fact('features', [...policy.features].sort().join(', ')),
    fact('usage', policy.usage.map(usageText).join(', ')),
  ];
}

const lengths = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Seconds in the largest unit that counts them exactly. */
function lasting(seconds: number, locale: string): string {
  const [unit, size] = lengths.find(([, size]) => seconds % size === 0) ?? ['second', 1];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}

/** How many licenses follow it. */
export function followers({ licenses }: { readonly licenses: number }, { t, locale }: Reader) {
  return { label: t('console.policy.rules.licenses'), text: new Intl.NumberFormat(locale).format(licenses) };
}
