import autocannon, { type Result } from 'autocannon';
import { PlainClient } from './plain-client.js';

/** What is asked, and what every answer must hold; an answer without it voids the run. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly marker: string;
}

export interface Load {
  readonly requests: number;
  /** Also those that were not answered within the time. */
  readonly sent: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** Median of one request after another on one connection, in milliseconds. @throws Error when an answer is wrong */
export async function medianLatency(target: Target, requests: number): Promise<number> {
  const client = await PlainClient.open(target.url, target.headers);
  const times: number[] = [];
  try {
    for (let n = 0; n < requests; n += 1) {
      const since = performance.now();
      const { status, body } = await client.get();
      times.push(performance.now() - since);
      if (status !== 200 || !body.includes(target.marker))
        throw new Error(`Void: ${target.url} answered ${status} without "${target.marker}".`);
    }
  } finally {
    client.close();
  }
  return percentile(times, 0.5);
}

/** Requests per second on 16 connections. @throws Error when a single answer is wrong */
export async function throughput(target: Target, seconds: number): Promise<Load> {
  const result = await autocannon({
    url: target.url,
    connections: 16,
    duration: seconds,
    headers: target.headers,
    verifyBody: (body) => body.includes(target.marker),
  });
  const wrong = result.errors + result.timeouts + result.mismatches + result.non2xx;
  if (wrong > 0)
    throw new Error(`Void: ${wrong} of ${result.requests.total} answers of ${target.url} were wrong.`);
  return loadOf(result);
}

export const loadOf = ({ requests, latency }: Result): Load => ({
  requests: requests.total,
  sent: requests.sent,
  perSecond: requests.average,
  p99Ms: latency.p99,
});

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
