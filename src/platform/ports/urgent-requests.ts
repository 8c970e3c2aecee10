import type { OrganizationId, UserId } from '../../kernel/ids.js';

export interface UrgentRequest {
  readonly organizationId: OrganizationId;
  /** Whose request it becomes. */
  readonly requesterId: UserId;
  /** The requester reaches one license only, and no membership says so. */
  readonly byKeyHolder: boolean;
  /** 1 to 200 characters. */
  readonly subject: string;
  readonly body: string;
  /** A UUID; the same one opens one request. */
  readonly submissionId: string;
}

/** Opens requests that support answers within the hour; support implements it. Works in the caller's transaction. */
export abstract class UrgentRequests {
  abstract open(request: UrgentRequest): Promise<void>;
}
