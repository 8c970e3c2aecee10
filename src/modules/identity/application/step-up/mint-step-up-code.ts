import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { StepUpProof } from '../../domain/step-up-proof.js';
import { MailedCodes } from '../links/mailed-codes.js';

/** Makes the code of a proof in the mail worker, while the mail is written (security.md A11). */
@Injectable()
export class MintStepUpCode {
  constructor(
    private readonly em: EntityManager,
    private readonly codes: MailedCodes,
    private readonly clock: Clock,
  ) {}

  /** Null when a newer one was asked for, or the proof is given by now. */
  @Transactional()
  async execute(
    proofId: string,
  ): Promise<{ readonly code: string; readonly action: string; readonly expiresAt: Date } | null> {
    const proof = await this.em.findOne(StepUpProof, { id: proofId, provedAt: null });
    if (!proof) return null;
    const code = this.codes.newCode();
    proof.awaitCode(this.codes.hash(proof.id, code), this.clock.now());
    const { action, expiresAt } = proof;
    return { code, action, expiresAt };
  }

  /** Whose proof it is; null when it is gone. */
  async personOf(proofId: string): Promise<UserId | null> {
    const proof = await this.em.fork().findOne(StepUpProof, { id: proofId });
    return proof?.userId ?? null;
  }
}
