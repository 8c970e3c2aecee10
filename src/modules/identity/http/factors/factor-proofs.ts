import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Proofs } from '../../../../platform/http/proofs.js';
import { ShowFactors } from '../../application/factors/show-factors.js';

/** The first factor is set up without a fresh proof, which could only be the password; each further one needs it. */
@Injectable()
export class FactorProofs {
  constructor(
    private readonly factors: ShowFactors,
    private readonly proofs: Proofs,
  ) {}

  /** @throws StepUpRequired */
  async demandUnlessFirst(actor: SignedIn): Promise<void> {
    const { authenticatorSince, passkeys } = await this.factors.execute(actor);
    if (authenticatorSince === null && passkeys === 0) return;
    await this.proofs.demand(actor, 'change-second-factor');
  }
}
