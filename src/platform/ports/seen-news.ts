import type { CustomerActor } from '../../kernel/actor.js';

/** Hears what people have in front of them, so that it is no news any more; notifications implements it. */
export abstract class SeenNews {
  /**
   * These messages are on the page that the actor opened.
   * @returns how many notifications the actor has not read now; null when that changed none
   */
  abstract answers(actor: CustomerActor, messageIds: readonly string[]): Promise<number | null>;
}
