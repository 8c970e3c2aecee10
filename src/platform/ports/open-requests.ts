import type { OrganizationId, UserId } from '../../kernel/ids.js';

/** The requests that a person has open; Support implements it. */
export abstract class OpenRequests {
  /** Gives those of one member to another one of the organization, with their conversation. */
  abstract handOver(from: {
    readonly organizationId: OrganizationId;
    readonly from: UserId;
    readonly to: UserId;
  }): Promise<void>;
}
