import { day } from '../../../../kernel/clock.js';
import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatDay, formatInstant, shownTime } from '../../../../platform/i18n/format.js';
import type { ListedReleaseRequest } from '../../application/hand-over/list-release-requests.js';
import type { Candidate, Candidates, HandOver } from '../../application/hand-over/show-hand-over.js';

const looks: Readonly<
  Record<ListedReleaseRequest['status'], { readonly tone: string; readonly icon: string }>
> = {
  open: { tone: 'warning', icon: 'hourglass' },
  approved: { tone: 'success', icon: 'circle-check' },
  refused: { tone: 'error', icon: 'circle-x' },
  withdrawn: { tone: 'neutral', icon: 'circle-minus' },
};

export const requestBadge = (status: ListedReleaseRequest['status'], t: Reader['t']) => ({
  ...looks[status],
  label: t(`handover.status.${status}`),
});

const pathOf = ({ licenseId }: HandOver): string => `/licenses/${licenseId}/hand-over`;

// The search is for site licenses; a handful is read faster than searched.
const searchableFrom = 10;

/** The first step: the machines to choose from, and what may be done. */
export function chooseView(
  of: {
    readonly handOver: Candidates;
    readonly requests: readonly ListedReleaseRequest[];
    readonly words: string;
  },
  reader: Reader,
) {
  const { handOver, requests, words } = of;
  return {
    ...headOf(handOver, 1, reader),
    full: handOver.inUse >= handOver.limit,
    budget: budgetLine(handOver, reader),
    searchable: words !== '' || handOver.candidates.length >= searchableFrom,
    words,
    machines: handOver.candidates.map((one) => ({
      ...machineOf(one, reader),
      href: `${pathOf(handOver)}/${one.id}`,
      badge: badgeOf(one, handOver.suggestedId, reader),
    })),
    requests: requests.map((one) => requestView(one, reader)),
  };
}

/** The second step: one machine, what its release brings, and what the reader may do; or that it is done. */
export function machineView(
  handOver: HandOver & { readonly machine: Candidate },
  reader: Reader,
  refusal: Refusal | null,
) {
  const { machine, mayRelease, mayAsk, budget } = handOver;
  const { now } = reader;
  const released = machine.releasedAt !== null;
  const waits = machine.openRequestId !== null;
  const canRelease = !released && mayRelease && budget.left > 0;
  return {
    ...headOf(handOver, released ? 3 : 2, reader),
    machine: machineOf(machine, reader),
    action: `${pathOf(handOver)}/${machine.id}`,
    released,
    canRelease,
    waits: !released && waits,
    canWithdraw: waits && (mayRelease || machine.asked),
    canAsk: !released && !canRelease && mayAsk && !waits,
    isRefused: !released && !mayAsk,
    // Of a machine that support decides about it would tell to ask once more.
    budget: waits ? null : budgetLine(handOver, reader),
    isBusy: !released && now.getTime() - machine.lastSeenAt.getTime() < day,
    values: refusal?.values ?? {},
    errors: refusal?.errors ?? {},
    summary: refusal?.summary ?? [],
    message: refusal?.message ?? null,
  };
}

function headOf(handOver: HandOver, current: 1 | 2 | 3, { t, locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  const { serialNumber, productName, licenseId, inUse, limit } = handOver;
  const steps = ['choose', 'confirm', 'activate'] as const;
  return {
    ...{ serialNumber, productName },
    licenseHref: `/licenses/${licenseId}`,
    chooseHref: pathOf(handOver),
    steps: steps.map((step, index) => ({
      number: index + 1,
      label: t(`handover.steps.${step}`),
      state: index + 1 < current ? 'done' : index + 1 === current ? 'current' : 'next',
    })),
    seats: {
      text: t('licensing.list.seats', { inUse: number.format(inUse), limit: number.format(limit) }),
      value: Math.min(inUse, limit),
      max: limit,
      tone: inUse >= limit ? 'warning' : null,
    },
  };
}

function machineOf(machine: Candidate, { t, now, locale, timeZone }: Reader) {
  const { name, platform, version, lastSeenAt, offlineUntil } = machine;
  const lastSeen = shownTime(lastSeenAt, now, locale, timeZone);
  return {
    ...{ name, platform, version, lastSeen },
    offlineUntil: offlineUntil && formatDay(offlineUntil, locale, timeZone),
    facts: [
      { label: t('licensing.installation.platform'), text: platform },
      { label: t('licensing.installation.version'), text: version },
      { label: t('licensing.installation.lastSeen'), text: `${lastSeen.relative} (${lastSeen.absolute})` },
    ],
  };
}

function badgeOf({ id, openRequestId, offlineUntil }: Candidate, suggestedId: string | null, reader: Reader) {
  const { t, locale, timeZone } = reader;
  if (openRequestId) return { label: t('handover.asked'), tone: 'warning', icon: 'hourglass' };
  if (offlineUntil) {
    const date = formatDay(offlineUntil, locale, timeZone);
    return { label: t('handover.offline', { date }), tone: 'info', icon: 'wifi-off' };
  }
  if (id === suggestedId) return { label: t('handover.suggested'), tone: 'success', icon: 'lightbulb' };
  return null;
}

/** How many the reader may release, in a sentence. */
function budgetLine({ budget, mayRelease, mayAsk }: HandOver, { t, locale, timeZone }: Reader): string {
  const { allowed, windowDays: days, left, nextAt } = budget;
  if (!mayAsk) return t('handover.budget.notYours');
  if (!mayRelease || allowed === 0) return t('handover.budget.approval');
  if (left > 0) return t('handover.budget.left', { count: left, allowed, days });
  const date = nextAt ? formatInstant(nextAt, locale, timeZone) : '';
  return t('handover.budget.spent', { allowed, days, date });
}

function requestView(request: ListedReleaseRequest, reader: Reader) {
  const { now, locale, timeZone, t } = reader;
  const { machineName, reason, answer, status, requestedAt } = request;
  return {
    ...{ machineName, reason, answer },
    status: requestBadge(status, t),
    at: shownTime(requestedAt, now, locale, timeZone),
  };
}
