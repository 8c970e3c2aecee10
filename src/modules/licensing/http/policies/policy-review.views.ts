import type { Reader } from '../../../../platform/http/readers.js';
import type { WholePolicy } from '../../application/console/change-policy.js';
import type {
  AffectedLicense,
  DryRun,
  EffectSummary,
} from '../../application/console/dry-run/dry-run-policy.js';
import { policyFacts } from '../console/products.views.js';
import type { Typed } from './policy-form.views.js';

const notKept = new Set(['intent', 'cursor', '_csrf']);

/** What a changed policy would mean, before it is saved. */
export function reviewView(
  of: {
    readonly run: DryRun;
    readonly wanted: WholePolicy;
    readonly typed: Typed;
    /** Whether the reader may see licenses. */
    readonly listsLicenses: boolean;
  },
  reader: Reader,
) {
  const { run, wanted, typed, listsLicenses } = of;
  return {
    name: run.policy.name,
    product: { name: run.policy.productName, href: `/admin/products/${run.policy.productId}` },
    href: `/admin/policies/${run.policy.id}`,
    changes: changeRows(run.policy, wanted, reader),
    effect: run.summary && effectText(run.summary, reader),
    affected: listsLicenses ? run.items.map((license) => affectedRow(license, reader)) : [],
    nextCursor: listsLicenses ? run.nextCursor : null,
    kept: Object.entries(typed)
      .filter((entry): entry is [string, string] => !notKept.has(entry[0]) && typeof entry[1] === 'string')
      .map(([name, value]) => ({ name, value })),
  };
}

function changeRows(before: WholePolicy, after: WholePolicy, reader: Reader) {
  const named = (policy: WholePolicy) => [
    { label: reader.t('console.policy.rules.name'), text: policy.name },
    ...policyFacts(policy, reader),
  ];
  const then = named(after);
  return named(before).flatMap(({ label, text }, place) => {
    const wanted = then[place]?.text ?? '';
    return text === wanted ? [] : [{ label, before: text || '–', after: wanted || '–' }];
  });
}

function effectText({ affected, examined, licenses, exact }: EffectSummary, { t, locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  const of = t('console.policy.review.of', { count: licenses, licenses: number.format(licenses) });
  if (exact && affected === 0) return { tone: 'success', title: t('console.policy.review.none'), text: of };
  const words = { count: affected, affected: number.format(affected), examined: number.format(examined) };
  return exact
    ? { tone: 'warning', title: t('console.policy.review.affected', words), text: of }
    : {
        tone: 'warning',
        title: t('console.policy.review.about', words),
        text: `${of} ${t('console.policy.review.estimated', words)}`,
      };
}

function affectedRow({ id, serialNumber, organizationName, effects }: AffectedLicense, { t }: Reader) {
  return {
    href: `/admin/licenses/${id}`,
    serialNumber,
    organization: organizationName ?? t('licensing.staff.unknownOrganization'),
    effects: effects.map(({ about, machines, counter, before, after }) => ({
      about: t(`console.policy.effects.${about}`, { count: machines ?? 1, counter: counter ?? '' }),
      before,
      after,
    })),
  };
}
