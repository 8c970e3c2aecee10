import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../../kernel/actor.js';

/** Who asks, and from where. `recorded` counts the audit entries that the request wrote. */
export interface Asking {
  readonly actor: Actor;
  readonly network: string;
  readonly userAgent: string | null;
  recorded: number;
}

const current = new AsyncLocalStorage<Asking>();

/** From here on, what this request does is recorded as done by this actor. */
export function asks(asking: Omit<Asking, 'recorded'>): void {
  current.enterWith({ ...asking, recorded: 0 });
}

/** The request that is being answered; undefined in the worker and on the command line. */
export const asking = (): Asking | undefined => current.getStore();
