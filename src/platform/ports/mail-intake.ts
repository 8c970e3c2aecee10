import type { Readable } from 'node:stream';

/** A mail that a receiver was handed. */
export interface IncomingMail {
  /** Those of its recipients that are ours; at least one. */
  readonly recipients: readonly string[];
  /** The mail as it came, head and body. Used up or destroyed. */
  readonly content: Readable;
  readonly maxBytes: number;
}

/** Takes mails in; the module whose mails they are implements it. */
export abstract class MailIntake {
  /** True for addresses that mails are taken for, in any case. Says nothing about whether they are good for anything. */
  abstract accepts(address: string): boolean;

  /**
   * Keeps the mail for good: once this returns, nothing that happens here can lose it. A mail that came before is kept
   * once.
   * @throws FileTooLarge above `maxBytes`; StorageFull, or what the storage and the database throw when they are away
   */
  abstract take(mail: IncomingMail): Promise<void>;
}
