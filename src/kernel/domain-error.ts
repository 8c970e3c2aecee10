/** What went wrong, in kinds that the edges map to a status. */
export type ErrorKind =
  | 'invalid'
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'precondition-failed'
  | 'too-large'
  | 'unsupported-media-type'
  | 'misdirected'
  | 'range-not-satisfiable'
  | 'limited'
  | 'checksum-mismatch'
  | 'unavailable';

/** One field that was refused. `field` is the path in the input, parts joined by a dot. */
export interface FieldIssue {
  readonly field: string;
  readonly message: string;
}

/** Facts that a reader or a program needs beside the message. */
export interface ErrorFacts {
  /** Fields at fault; empty when the refusal concerns none. */
  readonly fields?: readonly FieldIssue[];
  /** What the reader can do now. */
  readonly remedy?: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfterSeconds?: number;
  /** Further members of the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * The base of every refusal. `code` is stable, kebab-case, and listed in docs/problems.md; the message names
 * the thing. Throwing it rolls the transaction back.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  abstract readonly code: string;

  constructor(
    message: string,
    readonly facts: ErrorFacts = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}
