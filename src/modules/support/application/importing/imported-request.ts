import type { AuthorKind, TicketKind, TicketPriority, TicketStatus } from '../../events/ticket-words.js';

export type ImportSource = 'csv' | 'zammad' | 'osticket';

/** Somebody as the other system knows them. */
export interface ImportedPerson {
  /** Empty when the other system has none. */
  readonly email: string;
  readonly name: string;
}

/** A file of a message or a note. */
export interface ImportedFile {
  /** What people call it; it finds nothing. */
  readonly name: string;
  /** Where it may lie below the folder of files, e.g. `12/2/7`; the first that is there counts. */
  readonly paths: readonly string[];
  /** The bytes, when they came within the export. */
  readonly content: Buffer | null;
}

/** A message or a note of another system. */
export interface ImportedEntry {
  /** `internal` becomes a note, which customers never see. */
  readonly visibility: 'public' | 'internal';
  readonly from: AuthorKind;
  readonly author: ImportedPerson;
  readonly at: Date;
  readonly body: string;
  readonly files: readonly ImportedFile[];
}

/** A request of another system, in the words of this one. */
export interface ImportedRequest {
  /** Where it stands in the file, as `line 7` or `tickets 7`. */
  readonly where: string;
  readonly externalId: string;
  readonly oldNumber: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly priority: TicketPriority;
  readonly kind: TicketKind;
  /** A name, or an id of this portal; empty: the one of the requester. */
  readonly organization: string;
  readonly requester: ImportedPerson;
  readonly assigneeEmail: string;
  readonly tags: readonly string[];
  /** Whether colleagues saw it there; otherwise it comes as a confidential one. */
  readonly shared: boolean;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** The oldest first. */
  readonly entries: readonly ImportedEntry[];
}

/** What is wrong in a file: where, in which field, and what helps. */
export interface ImportProblem {
  readonly where: string;
  readonly field: string;
  readonly message: string;
}

/** What a file says, and what of it cannot be understood. A request with a problem is not among the requests. */
export interface ReadImport {
  readonly requests: readonly ImportedRequest[];
  readonly problems: readonly ImportProblem[];
}
