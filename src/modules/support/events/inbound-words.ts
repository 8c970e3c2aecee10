/**
 * `received`: to be looked at. `taken`: it became a message. `held`: an agent decides. `automatic`: no person wrote it.
 * `discarded`: an agent, or a setting, wants nothing of it.
 */
export const inboundMailStatuses = ['received', 'taken', 'held', 'automatic', 'discarded'] as const;
export type InboundMailStatus = (typeof inboundMailStatuses)[number];

/** Mail that no person wrote to us: it is kept, and it opens, answers and reopens nothing. */
export const automaticKinds = ['bounce', 'auto-reply', 'loop', 'bulk'] as const;
export type AutomaticKind = (typeof automaticKinds)[number];

/** Why the portal does not decide by itself. */
export const heldReasons = [
  'unknown-sender',
  'unconfirmed-sender',
  'unauthenticated-sender',
  'forged-address',
  'several-organizations',
  'may-not-write',
  'empty',
  'unreadable',
] as const;
export type HeldBecause = (typeof heldReasons)[number];
