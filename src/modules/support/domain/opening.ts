import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import type { AuthorKind, TicketKind, TicketPriority, TicketStatus } from '../events/ticket-words.js';
import type { StoredAttachment } from './stored-attachment.js';
import type { TicketNumber } from './ticket-number.js';

/** Who acts on a request. */
export interface Party {
  readonly userId: UserId;
  readonly kind: AuthorKind;
}

/** What agents set of a request. */
export interface TicketState {
  readonly status: TicketStatus;
  readonly priority: TicketPriority;
  readonly assigneeId: UserId | null;
}

/** What somebody wrote. The same submission twice makes one message. */
export interface Written {
  readonly body: string;
  readonly attachments: readonly StoredAttachment[];
  readonly submissionId: string | null;
  /** `thanks` leaves the status of a closed request as it is (row SU-8). */
  readonly meaning?: 'thanks' | null;
}

export interface Opening extends Written {
  readonly organizationId: OrganizationId;
  readonly requesterId: UserId;
  readonly byKeyHolder: boolean;
  readonly number: TicketNumber;
  readonly subject: string;
  readonly kind: TicketKind;
  readonly licenseId: string | null;
  readonly productId: string | null;
  readonly unverified?: boolean;
  /** Shared by the organization's rule unless told. */
  readonly confidential?: boolean;
  /** Normal unless told. */
  readonly priority?: TicketPriority;
}

/** From one status to another. */
export interface Step {
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  readonly by: Party;
  readonly at: Date;
}
