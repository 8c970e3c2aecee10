import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import { Proofs } from '../../../../platform/http/proofs.js';
import type { Request } from '../../../../platform/http/request.js';
import type { InvitationLink } from '../../application/links/show-link.js';
import { keyHolderIn, type MergeOffer, OfferMerge } from '../../application/merging/offer-merge.js';
import { ProveStepUp } from '../../application/step-up/prove-step-up.js';
import { originOf } from '../signing-in/origin.js';

/** Whether the accounts become one, as the person who accepts an invitation chose. */
export type AccountsChoice = 'merge' | 'apart';

/** Merge both accounts, or keep them apart: asked of key holders who accept an invitation (row ID-9). */
@Injectable()
export class InvitationMerging {
  constructor(
    private readonly offers: OfferMerge,
    private readonly prove: ProveStepUp,
    private readonly proofs: Proofs,
    private readonly config: Config,
  ) {}

  offer(request: Request, link: InvitationLink): Promise<MergeOffer | null> {
    return this.offers.execute(request.actor, link);
  }

  /** Takes the password that proves the signed-in account, where the page asked for it. @throws CurrentPasswordWrong */
  async takeProof(request: Request, secret: string | undefined): Promise<void> {
    const { actor } = request;
    if (!secret || actor.kind !== 'customer') return;
    const proof = { action: 'merge-accounts', method: 'password', secret } as const;
    await this.prove.execute(actor, proof, originOf(request, this.config));
  }

  /** @throws InvalidInput when the question was shown and not answered */
  ensureAnswered(choice: AccountsChoice | undefined, offer: MergeOffer | null): void {
    if (offer && !choice) throw InvalidInput.field('accounts', 'Choose whether to merge both accounts.');
  }

  /** The account to merge; null to keep them apart. @throws MergeRefused without a session. @throws StepUpRequired */
  async mergeId(request: Request, choice: AccountsChoice | undefined): Promise<UserId | null> {
    if (choice !== 'merge') return null;
    const person = keyHolderIn(request.actor);
    await this.proofs.demand(person, 'merge-accounts');
    return person.userId;
  }
}
