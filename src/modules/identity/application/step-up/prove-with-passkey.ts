import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { ImportantAction } from '../../../../platform/ports/step-up.js';
import { ProofNotOffered } from '../../domain/identity.errors.js';
import { PasskeyRefused } from '../../domain/passkeys.errors.js';
import { TakeFactor } from '../factors/take-factor.js';
import type { PasskeyAnswer } from '../passkeys/passkey-answers.js';
import { CommitStepUp } from './commit-step-up.js';
import { ProofMethods } from './proof-methods.js';

/** Takes a passkey as the proof for an important action; its answer cannot be guessed, so tries are not counted. */
@Injectable()
export class ProveWithPasskey {
  constructor(
    private readonly methods: ProofMethods,
    private readonly factor: TakeFactor,
    private readonly commit: CommitStepUp,
    private readonly audit: Audit,
  ) {}

  /** Until when the action is allowed. @throws ProofNotOffered, PasskeyRefused */
  async execute(
    actor: SignedIn,
    { action, answer }: { readonly action: ImportantAction; readonly answer: PasskeyAnswer },
  ): Promise<Date> {
    const methods = await this.methods.of(actor);
    if (!methods.includes('passkey')) throw ProofNotOffered.butOnly(methods);
    try {
      const taken = await this.factor.prepare(actor.userId, { passkey: answer }, 'step-up');
      return await this.commit.execute(actor, { action, method: 'passkey', taken });
    } catch (error) {
      if (error instanceof PasskeyRefused) await this.noteRefusal(actor, action);
      throw error;
    }
  }

  private async noteRefusal({ userId }: SignedIn, action: ImportantAction): Promise<void> {
    await this.audit.record({
      action: 'identity.step-up-refused',
      outcome: 'refused',
      aboutUserId: userId,
      details: { action, method: 'passkey' },
    });
  }
}
