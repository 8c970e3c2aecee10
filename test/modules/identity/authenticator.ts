import { TOTP } from 'otpauth';
import type { SignedInPerson } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';

/** An authenticator app that is set up for somebody. */
export interface Authenticator {
  readonly recoveryCodes: string[];
  /** The code of the next 30 seconds: each call moves the clock, because a code counts once. */
  nextCode(): string;
  /** The code that the app shows now. */
  code(): string;
}

/** Sets an authenticator app up through the API. */
export async function withAuthenticator(
  portal: Portal,
  { api }: Pick<SignedInPerson, 'api'>,
): Promise<Authenticator> {
  const { body } = await api.post('/api/v1/me/second-factor/totp');
  const app = new TOTP({ secret: body.secret, algorithm: 'SHA1', digits: 6, period: 30 });
  const code = () => app.generate({ timestamp: portal.clock.now().getTime() });
  const on = await api.post('/api/v1/me/second-factor/totp/enable', { code: code() });
  if (on.status !== 200) throw new Error(`Turning the authenticator on answered ${on.status}.`);
  const nextCode = () => {
    portal.clock.advance(30_000);
    return code();
  };
  return { recoveryCodes: on.body.recoveryCodes, code, nextCode };
}
