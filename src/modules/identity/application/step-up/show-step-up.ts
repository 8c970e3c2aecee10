import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { maskedEmail } from '../../../../kernel/email-address.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { ImportantAction } from '../../../../platform/ports/step-up.js';
import type { ProofMethod } from '../../domain/step-up-proof.js';
import { ProofMethods } from './proof-methods.js';

/** Where a person stands with the proof for an important action. */
export interface StepUpState {
  readonly methods: readonly ProofMethod[];
  /** Where a code would go; null when none would. */
  readonly maskedEmail: string | null;
  /** A mailed code waits for being typed. */
  readonly codeSent: boolean;
  /** Until when the action is allowed; null when the proof is due. */
  readonly provedUntil: Date | null;
}

@Injectable()
export class ShowStepUp {
  constructor(
    private readonly database: ReadDatabase,
    private readonly methods: ProofMethods,
    private readonly clock: Clock,
  ) {}

  async execute(actor: SignedIn, action: ImportantAction): Promise<StepUpState> {
    const [methods, newest] = await Promise.all([
      this.methods.of(actor),
      this.database.one<{ provedAt: Date | null; expiresAt: Date }>(sql`
        select proved_at as "provedAt", expires_at as "expiresAt" from identity.step_up
        where session_id = ${actor.sessionId} and action = ${action} and expires_at > ${this.clock.now()}
        order by requested_at desc, id desc limit 1`),
    ]);
    return {
      methods,
      maskedEmail: methods.includes('email') && actor.email !== null ? maskedEmail(actor.email) : null,
      codeSent: newest !== null && newest.provedAt === null,
      provedUntil: newest?.provedAt ? newest.expiresAt : null,
    };
  }
}
