import type { UserId } from '../../kernel/ids.js';

/** Keeps the language that a person chose for every browser of theirs; identity implements it. */
export abstract class Languages {
  /** @param locale one of the shipped languages */
  abstract keep(userId: UserId, locale: string): Promise<void>;
}
