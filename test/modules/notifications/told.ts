import { expect } from '@jest/globals';
import type { SignedInPerson } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';

/** An answer of the agent, and everything that follows from it. */
export async function answered(
  portal: Portal,
  { api }: Pick<SignedInPerson, 'api'>,
  ticketId: string,
  body = 'Please try 3.2.1.',
): Promise<void> {
  const message = { body, visibility: 'public' };
  const { status } = await api.post(`/api/v1/staff/tickets/${ticketId}/messages`, message);
  expect(status).toBe(201);
  await portal.settle();
}

/** The number at the bell of a page; null when it shows none. */
export const bellIn = (html: string): string | null =>
  /<span class="lk-bell-count">([^<]*)</.exec(html)?.[1] ?? null;
