import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { type ImportantAction, StepUp } from '../ports/step-up.js';
import { NotForTokens, StepUpRequired } from './access.errors.js';

/** Demands a fresh proof for important actions. */
@Injectable()
export class Proofs {
  constructor(private readonly stepUp: StepUp) {}

  /** @throws StepUpRequired without a fresh proof. @throws NotForTokens, because a program cannot prove a person */
  async demand(actor: Actor, action: ImportantAction): Promise<void> {
    if (actor.kind !== 'customer' && actor.kind !== 'staff') return;
    if (actor.credential === 'token') throw NotForTokens.here();
    if (!(await this.stepUp.isProved(actor, action))) throw StepUpRequired.for(action);
  }
}
