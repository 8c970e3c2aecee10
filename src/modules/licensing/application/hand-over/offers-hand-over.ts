import type { CustomerActor } from '../../../../kernel/actor.js';
import { mayAskForRelease } from '../../domain/hand-over.policy.js';

/** Whether the wizard is of use to the reader: somebody who may do something, and a machine to choose. */
export function offersHandOver(
  actor: CustomerActor,
  { installed }: { readonly installed: readonly { readonly releasedAt: Date | null }[] },
): boolean {
  return mayAskForRelease(actor) && installed.some(({ releasedAt }) => releasedAt === null);
}
