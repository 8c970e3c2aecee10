import type { Reader } from '../../../../platform/http/readers.js';
import type { ShownPolicy, ShownProduct } from '../../application/console/show-products.js';

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

/** Every rule of a policy in words. */
export function policyFacts(policy: ShownPolicy, { t, locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  const limit = (value: number | null): string =>
    value === null ? t('console.policy.unlimited') : number.format(value);
  const fact = (name: string, text: string) => ({ label: t(`console.policy.rules.${name}`), text });
  return [
    fact('licenses', number.format(policy.licenses)),
    fact('kind', t(`console.policy.kinds.${policy.kind}`)),
    fact('installationLimit', limit(policy.installationLimit)),
    fact('coreLimit', limit(policy.coreLimit)),
    fact('userLimit', limit(policy.userLimit)),
    fact('overage', t(`console.policy.overages.${policy.overage.replace('.', '-')}`)),
    fact('termBegins', t(`console.policy.beginnings.${policy.termBegins}`)),
    fact('renewsFrom', t(`console.policy.bases.${policy.renewsFrom}`)),
    fact('maintenanceMonths', number.format(policy.maintenanceMonths)),
    fact('validityMonths', limit(policy.validityMonths)),
    fact('heartbeatSeconds', limit(policy.heartbeatSeconds)),
    fact('leaseSeconds', number.format(policy.leaseSeconds)),
    fact('fileDays', number.format(policy.fileDays)),
    fact('releases', `${number.format(policy.releasesAllowed)} / ${number.format(policy.releaseWindowDays)}`),
    fact('features', policy.features.join(', ')),
    fact('usage', policy.usage.map(({ counter, allowance }) => `${counter}: ${limit(allowance)}`).join(', ')),
  ];
}
