import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import type { ImportantAction } from '../../../../platform/ports/step-up.js';
import { ProofNotOffered } from '../../domain/identity.errors.js';
import { StepUpProof } from '../../domain/step-up-proof.js';
import { ProofMethods } from './proof-methods.js';

const perUser = declareLimit({ name: 'identity.step-up-code', points: 10, perSeconds: 3_600 });

/** Has a code for an important action mailed to the person; the one before stops working. */
@Injectable()
export class RequestStepUpCode {
  constructor(
    private readonly em: EntityManager,
    private readonly methods: ProofMethods,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws ProofNotOffered without an address. @throws TooManyAttempts above ten an hour */
  @Transactional()
  async execute(actor: SignedIn, action: ImportantAction): Promise<void> {
    const methods = await this.methods.of(actor);
    if (!methods.includes('email')) throw ProofNotOffered.butOnly(methods);
    await this.limits.consume(perUser, actor.userId);
    const { userId, sessionId } = actor;
    await this.em.nativeDelete(StepUpProof, { sessionId, action, provedAt: null });
    const now = this.clock.now();
    const proof = StepUpProof.of({ userId, sessionId, action, now });
    proof.requestCode(now);
    this.em.persist(proof);
  }
}
