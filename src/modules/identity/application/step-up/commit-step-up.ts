import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { ImportantAction } from '../../../../platform/ports/step-up.js';
import { CodeRefused } from '../../domain/identity.errors.js';
import { type ProofMethod, StepUpProof } from '../../domain/step-up-proof.js';
import { TakeFactor, type TakenFactor } from '../factors/take-factor.js';
import { MailedCodes } from '../links/mailed-codes.js';

export interface GivenProof {
  readonly action: ImportantAction;
  readonly method: Exclude<ProofMethod, 'passkey'>;
  /** The code or password as typed. */
  readonly secret: string;
}

/** A passkey whose challenge is used up already. */
export interface PasskeyProof {
  readonly action: ImportantAction;
  readonly method: 'passkey';
  readonly taken: TakenFactor;
}

/** Uses the code up and keeps the proof. A password was checked by the caller, outside of this transaction. */
@Injectable()
export class CommitStepUp {
  constructor(
    private readonly em: EntityManager,
    private readonly factor: TakeFactor,
    private readonly codes: MailedCodes,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Until when the action is allowed. @throws CodeRefused, PasskeyRefused */
  @Transactional()
  async execute(actor: SignedIn, given: GivenProof | PasskeyProof): Promise<Date> {
    const { action, method } = given;
    const now = this.clock.now();
    const { userId, sessionId } = actor;
    const proof =
      given.method === 'email'
        ? await this.mailed(actor, action, given.secret)
        : StepUpProof.of({ userId, sessionId, action, now });
    if (given.method === 'passkey') await this.factor.take(userId, given.taken);
    else if (given.method === 'totp' || given.method === 'recovery-code')
      await this.factor.take(userId, { code: given.secret });
    proof.prove(method, now);
    this.em.persist(proof);
    const details = { action, method };
    await this.audit.record({ action: 'identity.step-up-proved', aboutUserId: userId, details });
    return proof.expiresAt;
  }

  /** The proof that waits for this code, locked: of many right tries at once one counts. */
  private async mailed({ sessionId }: SignedIn, action: string, typed: string): Promise<StepUpProof> {
    const proof = await this.em.findOne(
      StepUpProof,
      { sessionId, action, codeHash: { $ne: null } },
      { orderBy: { requestedAt: 'desc', id: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const code = MailedCodes.typed(typed);
    if (!proof?.isCode(this.codes.hash(proof.id, code), this.clock.now())) throw CodeRefused.wrong();
    return proof;
  }
}
