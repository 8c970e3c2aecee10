import type { Reader } from '../../../../platform/http/readers.js';
import type { LicenseTerms } from '../../application/console/show-license-terms.js';

/** What a license follows and has of its own, on its page in the console. */
export function termsView(terms: LicenseTerms, t: Reader['t']) {
  const features = [...terms.policyFeatures, ...terms.grantedFeatures];
  return [
    { label: t('console.terms.policy'), text: terms.policyName, href: `/admin/policies/${terms.policyId}` },
    ...(terms.ownInstallationLimit === null
      ? []
      : [{ label: t('console.terms.ownLimit'), text: String(terms.ownInstallationLimit) }]),
    { label: t('console.terms.features'), text: [...new Set(features)].sort().join(', ') },
  ];
}
