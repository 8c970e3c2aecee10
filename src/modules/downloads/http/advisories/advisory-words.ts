import type { Reader } from '../../../../platform/http/readers.js';
import type { AdvisoryRow } from '../../application/advisories/advisory-columns.js';

const tones = {
  low: { tone: 'neutral', icon: 'info' },
  medium: { tone: 'warning', icon: 'triangle-alert' },
  high: { tone: 'error', icon: 'triangle-alert' },
  critical: { tone: 'error', icon: 'octagon-alert' },
} as const;

export const severityBadge = (severity: AdvisoryRow['severity'], { t }: Reader) => ({
  ...tones[severity],
  label: t(`advisories.severity.${severity}`),
});

/** The affected versions in words. */
export function rangesText(ranges: AdvisoryRow['ranges'], { t }: Reader): string {
  return ranges
    .map(({ from, fixedIn }) => {
      if (from === null)
        return fixedIn === null ? t('advisories.range.all') : t('advisories.range.until', { fixedIn });
      return fixedIn === null
        ? t('advisories.range.from', { from })
        : t('advisories.range.between', { from, fixedIn });
    })
    .join('; ');
}
