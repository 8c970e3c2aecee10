import { type CustomerActor, may } from '../../../kernel/actor.js';

/** Whoever manages licenses releases machines, within the budget. */
export function mayRelease(actor: CustomerActor): boolean {
  return may(actor, 'licenses.manage');
}

/** Holders of a key manage nothing, and are often all there is when a machine is dead: they may ask. */
export function mayAskForRelease(actor: CustomerActor): boolean {
  return mayRelease(actor) || actor.limitedTo !== null;
}

/** Who asked may take it back, and so may whoever manages licenses. */
export function mayWithdraw(
  actor: CustomerActor,
  { requestedBy }: { readonly requestedBy: string },
): boolean {
  return mayRelease(actor) || actor.userId === requestedBy;
}
