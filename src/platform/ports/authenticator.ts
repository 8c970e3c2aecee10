import type { SignedIn } from '../../kernel/actor.js';
import type { Request } from '../http/request.js';

/** `unnoticed`: a page asks by itself, which must not keep a session alive that nobody uses. */
export type SessionUse = 'noticed' | 'unnoticed';

/** Turns credentials into an actor; identity implements it. One statement per request. */
export abstract class Authenticator {
  /** The actor of a page session, or null when the cookie is unknown, expired or ended. */
  abstract bySession(token: string, use?: SessionUse): Promise<SignedIn | null>;
  /** The actor of a request's bearer token, or null when there is none or it is refused. */
  abstract byBearer(request: Request): Promise<SignedIn | null>;
}
