import type { DeadLetter } from '../../../platform/events/dead-letters.js';
import type { Reader } from '../../../platform/http/readers.js';
import { shownTime } from '../../../platform/i18n/format.js';
import type { Delivery, DeliveryStatus } from '../../../platform/mail/delivery.js';
import type { FailingJob } from '../../../platform/queue/failing-jobs.js';
import type { MissingNow } from '../../../platform/storage/missing-files.js';
import type { OpenTroubles } from '../application/operations.js';

const looks: Readonly<Record<DeliveryStatus, { readonly tone: string; readonly icon: string }>> = {
  queued: { tone: 'info', icon: 'clock' },
  sending: { tone: 'info', icon: 'send' },
  sent: { tone: 'success', icon: 'circle-check' },
  failed: { tone: 'error', icon: 'circle-x' },
  doubtful: { tone: 'warning', icon: 'circle-help' },
  skipped: { tone: 'neutral', icon: 'circle-minus' },
  bounced: { tone: 'error', icon: 'circle-x' },
};

export function operationsView(
  { deadLetters, failingJobs, troubled, recent, missing }: OpenTroubles,
  reader: Reader,
) {
  return {
    missing: missingView(missing, reader),
    deadLetters: deadLetters.map((letter) => letterRow(letter, reader)),
    jobs: failingJobs.map((job) => jobRow(job, reader)),
    troubled: troubled.map((delivery) => deliveryRow(delivery, reader)),
    recent: recent.map((delivery) => deliveryRow(delivery, reader)),
  };
}

/** Null when every file is there. */
function missingView({ files, more }: MissingNow, { t, now, locale, timeZone }: Reader) {
  if (files.length === 0) return null;
  return {
    title: t('admin.operations.missing', { count: files.length }),
    files: files.map(({ key, name, href, foundAt }) => ({
      ...{ key, name, href },
      hasName: name !== key,
      foundAt: shownTime(foundAt, now, locale, timeZone),
    })),
    more,
  };
}

function letterRow(letter: DeadLetter, { now, locale, timeZone }: Reader) {
  return {
    event: letter.event.name,
    subscriber: letter.subscriber,
    error: letter.error,
    attempts: letter.attempts,
    at: shownTime(new Date(letter.at), now, locale, timeZone),
    replayHref: `/admin/operations/dead-letters/${letter.id}/replay`,
  };
}

function jobRow({ id, key, error, rounds, nextAt }: FailingJob, { now, locale, timeZone }: Reader) {
  return {
    ...{ key, error, rounds },
    nextAt: nextAt && shownTime(nextAt, now, locale, timeZone),
    tryAgainHref: `/admin/operations/jobs/${id}/try-again`,
  };
}

function deliveryRow(delivery: Delivery, { t, now, locale, timeZone }: Reader) {
  return {
    name: delivery.name,
    address: delivery.address,
    status: { ...looks[delivery.status], label: t(`admin.operations.mail.${delivery.status}`) },
    error: delivery.bounceStatus ?? delivery.lastError,
    at: shownTime(new Date(delivery.changedAt), now, locale, timeZone),
    sendAgainHref: `/admin/operations/mails/${delivery.id}/send-again`,
  };
}
