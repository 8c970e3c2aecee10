import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import { inLanguage } from '../../../../platform/i18n/messages.js';
import { batchActions, type ListedBatch, type ShownBatch } from '../../application/bulk/show-batches.js';
import { maxCsvBytes } from './batches.schemas.js';

const path = '/admin/licenses/batches';

const looks = {
  faulty: { tone: 'error', icon: 'circle-x' },
  ready: { tone: 'info', icon: 'circle-pause' },
  running: { tone: 'info', icon: 'loader' },
  finished: { tone: 'success', icon: 'circle-check' },
} as const;

const statusOf = (status: ListedBatch['status'], t: Reader['t']) => ({
  ...looks[status],
  label: t(`console.bulk.status.${status}`),
});

/** The form for a file, and the files that came before. */
export function batchesView(found: Listing<ListedBatch>, refusal: Refusal | null, reader: Reader) {
  const { t, locale, now, timeZone } = reader;
  const number = new Intl.NumberFormat(locale);
  return {
    maxCsvBytes,
    values: { reason: refusal?.values.reason ?? '', action: refusal?.values.action ?? 'issue' },
    actions: batchActions.map((value) => ({ value, label: t(`console.bulk.action.${value}`) })),
    // The file is called `file` where it is read, and `csv` in the form.
    errors: { ...refusal?.errors, csv: refusal?.errors.csv ?? refusal?.errors.file },
    summary: (refusal?.summary ?? []).map((issue) => ({
      ...issue,
      field: issue.field === 'file' ? 'csv' : issue.field,
    })),
    message: refusal?.message ?? null,
    batches: found.items.map((batch) => ({
      href: `${path}/${batch.id}`,
      at: shownTime(batch.createdAt, now, locale, timeZone),
      action: t(`console.bulk.action.${batch.action}`),
      lines: number.format(batch.lines),
      done: number.format(batch.done),
      status: statusOf(batch.status, t),
    })),
    nextHref: nextHref(path, found.nextCursor),
  };
}

/** One file: what is wrong with it, what it would do, or how far it is. */
export function batchView(batch: ShownBatch, message: string | null, { t, locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  const { action, status, lines, done, refused, problemCount } = batch;
  const counted = { count: lines, lines: number.format(lines) };
  return {
    href: `${path}/${batch.id}`,
    action: t(`console.bulk.action.${action}`),
    status: statusOf(status, t),
    isFaulty: status === 'faulty',
    isReady: status === 'ready',
    isRunning: status === 'running',
    hasResult: status === 'running' || status === 'finished',
    message,
    reason: batch.reason,
    done,
    lines,
    doing: t(`console.bulk.${status === 'finished' ? 'did' : 'doing'}`),
    progress: t('console.bulk.progress', { done: number.format(done), lines: number.format(lines) }),
    refused:
      refused === 0 ? null : t('console.bulk.refused', { count: refused, refused: number.format(refused) }),
    faulty: t('console.bulk.faulty', { count: problemCount, problems: number.format(problemCount) }),
    more: problemCount > batch.problems.length,
    problems: batch.problems.map((one) => ({ ...one, message: inLanguage(one.message) })),
    preview: status === 'ready' ? t(`console.bulk.preview.${action}`) : t('console.bulk.contents'),
    run: t(`console.bulk.run.${action}`, counted),
    runVariant: action === 'revoke' ? 'danger' : 'primary',
    warning: action === 'revoke' ? t('console.bulk.forGood') : null,
    skus: batch.skus.map(({ sku, count }) => ({ label: sku, text: number.format(count) })),
  };
}
