import type { CustomerActor } from '../../kernel/actor.js';
import type { UserId } from '../../kernel/ids.js';

/**
 * As whom a customer who writes to us acts: without a session, with the permissions of now, once for each organization.
 * Identity implements it. Whoever has not proved a claim comes as provisional; staff are no customers.
 */
export abstract class Correspondents {
  /** Whose proved address it is, in any case; nobody when it is nobody's, or the account is disabled. */
  abstract withAddress(address: string): Promise<readonly CustomerActor[]>;

  /** Empty when there is no such customer, or the account is disabled. */
  abstract withId(userId: UserId): Promise<readonly CustomerActor[]>;
}
