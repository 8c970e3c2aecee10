import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, anonymous } from '../../kernel/actor.js';

/** Who asks, and from where. `recorded` counts the audit entries that the request wrote. */
export interface Asking {
  readonly actor: Actor;
  readonly network: string;
  readonly userAgent: string | null;
  recorded: number;
}

const current = new AsyncLocalStorage<{ actor: Actor } & Asking>();

/**
 * From here on, what this request does is recorded as coming from there, by nobody until {@link askedBy} is called.
 * Call it before anything is awaited: what is entered after an await is gone for whoever awaits the caller.
 */
export function asks(from: Pick<Asking, 'network' | 'userAgent'>): void {
  current.enterWith({ ...from, actor: anonymous, recorded: 0 });
}

/** It is this actor who asks, as it turned out. */
export function askedBy(actor: Actor): void {
  const asked = current.getStore();
  if (asked) asked.actor = actor;
}

/** The request that is being answered; undefined in the worker and on the command line. */
export const asking = (): Asking | undefined => current.getStore();
