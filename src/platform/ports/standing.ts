import type { SignedIn } from '../../kernel/actor.js';
import type { OrganizationId, UserId } from '../../kernel/ids.js';

/** For whom something was made that works without a session: a download ticket. */
export interface Bearer {
  /** Stands where the session would. */
  readonly credentialId: string;
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  /** The API token that made it; null: the person did, signed in. */
  readonly apiTokenId: string | null;
  /** When it was made: a password that changed afterwards ends it. */
  readonly since: Date;
}

/** What somebody may do at this moment, without a request of their own; identity implements it. One statement. */
export abstract class Standing {
  /**
   * The person in that organization with the permissions of now.
   * @param network the address that asks; API tokens may be bound to some
   * @returns null when the person is disabled, removed, has a newer password, or the API token is over
   */
  abstract of(bearer: Bearer, network: string): Promise<SignedIn | null>;
}
