import { asInstant } from './encoding.js';
import { PortalRefusal, PortalUnreachable } from './errors.js';
import type { Parts } from './options.js';
import { readVerdict, type Verdict } from './verdict.js';

/** Something that was used and is counted. */
export interface UsageReport {
  /** One that the policy of the license counts: `exports`. */
  readonly counter: string;
  /** 1 to 1,000,000,000; left out, 1. */
  readonly amount?: number;
  /** New for each report, at most 64 characters. Keep it until there is an answer: a repeated report counts once. */
  readonly reportId: string;
}

/** Where a counter stands after a report. */
export interface Usage {
  /** Not valid: nothing was counted, because the allowance does not reach or the machine may not run. */
  readonly verdict: Verdict;
  /** In this period; null when the portal refused. */
  readonly used: number | null;
  /** Null: any number, or the portal refused. */
  readonly allowance: number | null;
  /** When the counter begins again from 0; null: never, or the portal refused. */
  readonly resetsAt: Date | null;
}

/** @throws PortalUnreachable, PortalRefusal */
export async function reportUsage({ portal, memory, names }: Parts, report: UsageReport): Promise<Usage> {
  const { uid } = await memory.read();
  const { counter, amount = 1, reportId } = report;
  const body = { ...names, ...(uid === null ? {} : { uid }), counter, amount, reportId };
  try {
    const answer = await portal.post('usage', body);
    const verdict = readVerdict(answer.verdict);
    if (!verdict) throw PortalUnreachable.notThePortal('its answer has no verdict');
    const { used, allowance, resetsAt } = answer;
    return { verdict, used: asNumber(used), allowance: asNumber(allowance), resetsAt: asInstant(resetsAt) };
  } catch (error) {
    if (!(error instanceof PortalRefusal) || !error.verdict) throw error;
    return { verdict: error.verdict, used: null, allowance: null, resetsAt: null };
  }
}

const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null);
