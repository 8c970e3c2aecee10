import type { OpenedSession } from '../../application/sessions/open-session.js';
import type { SignInOutcome } from '../../application/signing-in/complete-first-factor.js';

/** What the API answers for a session. */
export function tokensOf(session: OpenedSession): {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
} {
  if (session.kind !== 'api') throw new TypeError('A session of a page has no tokens.');
  const { accessToken, refreshToken, expiresInSeconds } = session;
  return { accessToken, refreshToken, expiresInSeconds };
}

export function tokensOrStep(outcome: SignInOutcome) {
  if (outcome.next === 'mfa') return { next: outcome.next, ticket: outcome.ticket };
  return tokensOf(outcome.session);
}
