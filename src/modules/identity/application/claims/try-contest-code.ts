import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Orders } from '../../../orders/index.js';
import type { StrongerProof } from '../../events/license-claimed.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';
import { ContestCodes } from './contest-codes.js';

/** Tries a code for a contested claim: the step is used up for the next one, or stays. */
@Injectable()
export class TryContestCode {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: SignInTickets,
    private readonly codes: ContestCodes,
    private readonly orders: Orders,
  ) {}

  /** The ticket that sets the password; null when the code is wrong. @throws SignInStepOver */
  @Transactional()
  async execute(command: { readonly ticket: string; readonly code: string }): Promise<string | null> {
    const { ticket: token, code } = command;
    const { orderId } = await this.tickets.read(token, 'contest');
    const proof = await this.proofOf(token, orderId, code);
    if (!proof) return null;
    const { stage: _stage, keyHolderId, ...about } = await this.tickets.use(token, 'contest');
    return this.tickets.mint({ stage: 'set-password', ...about, proof, evicts: keyHolderId });
  }

  private async proofOf(token: string, orderId: string | null, code: string): Promise<StrongerProof | null> {
    if (orderId !== null && this.orders.isClaimCode(orderId, code)) return 'invoice';
    const stepId = await this.tickets.idOf(token, 'contest');
    return (await this.codes.take(stepId, code)) ? 'contact' : null;
  }
}
