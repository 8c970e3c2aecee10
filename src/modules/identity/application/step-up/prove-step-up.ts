import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import {
  CodeRefused,
  CurrentPasswordWrong,
  ProofNotOffered,
  SignInRefused,
} from '../../domain/identity.errors.js';
import { CheckPassword } from '../signing-in/check-password.js';
import type { Origin } from '../signing-in/guess-limits.js';
import { CommitStepUp, type GivenProof } from './commit-step-up.js';
import { ProofMethods } from './proof-methods.js';

/** A mailed code lives shorter than this window, so no code is tried more than five times. */
const triesPerUser = declareLimit({
  name: 'identity.step-up-tries',
  points: 5,
  perSeconds: 900,
  withoutStore: 'refuse',
});

/** Takes the proof for an important action; it counts for ten minutes in this session (row ID-6). */
@Injectable()
export class ProveStepUp {
  constructor(
    private readonly methods: ProofMethods,
    private readonly limits: RateLimits,
    private readonly passwords: CheckPassword,
    private readonly commit: CommitStepUp,
    private readonly audit: Audit,
  ) {}

  /**
   * Until when the action is allowed.
   * @throws ProofNotOffered, CodeRefused, CurrentPasswordWrong. @throws TooManyAttempts above five tries in 15 minutes
   */
  async execute(actor: SignedIn, proof: GivenProof, origin: Origin): Promise<Date> {
    const methods = await this.methods.of(actor);
    if (!methods.includes(proof.method)) throw ProofNotOffered.butOnly(methods);
    await this.limits.consume(triesPerUser, actor.userId);
    const provedUntil = await this.take(actor, proof, origin);
    await this.limits.forgive(triesPerUser, actor.userId);
    return provedUntil;
  }

  private async take(actor: SignedIn, proof: GivenProof, origin: Origin): Promise<Date> {
    try {
      if (proof.method === 'password') {
        await this.passwords.execute({ who: { userId: actor.userId }, password: proof.secret, origin });
      }
      return await this.commit.execute(actor, proof);
    } catch (error) {
      if (error instanceof SignInRefused || error instanceof CodeRefused)
        await this.noteRefusal(actor, proof);
      throw error instanceof SignInRefused ? CurrentPasswordWrong.typed('secret') : error;
    }
  }

  private async noteRefusal(actor: SignedIn, { action, method }: GivenProof): Promise<void> {
    await this.audit.record({
      action: 'identity.step-up-refused',
      outcome: 'refused',
      aboutUserId: actor.userId,
      details: { action, method },
    });
  }
}
