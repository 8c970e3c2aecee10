import type { Reader } from '../../../../platform/http/readers.js';
import type { ReadableRelease } from '../../application/read-release.js';
import { severityBadge } from './advisory-words.js';

/** What advisories say of a release, on its page; null when they say nothing. */
export function releaseAdvisoriesView({ productId, version, advisories }: ReadableRelease, reader: Reader) {
  const { t } = reader;
  if (advisories.length === 0) return null;
  const isAffected = advisories.some(({ relation }) => relation === 'affects');
  return {
    tone: isAffected ? 'error' : 'success',
    title: t(isAffected ? 'advisories.release.affected' : 'advisories.release.mends'),
    items: advisories.map(({ id, title, severity, relation, fixedIn }) => ({
      href: `/downloads/advisories/${id}`,
      title,
      severity: severityBadge(severity, reader),
      says:
        relation === 'mends'
          ? t('advisories.release.mendedHere')
          : t(fixedIn === null ? 'advisories.release.notMended' : 'advisories.release.mendedIn', {
              version: fixedIn,
            }),
      planHref:
        fixedIn &&
        `/downloads/plan?${new URLSearchParams({ product: productId, from: version, to: fixedIn })}`,
    })),
  };
}
