import { Injectable } from '@nestjs/common';
import { ClaimStands } from '../../domain/identity.errors.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';
import { ShowSerialStep } from './show-serial-step.js';

/**
 * For who stands before a password that is not, or no longer, theirs. A launch proves possession: it replaces a
 * provisional claim, or the password of an account that came in from this installation before. Serial number + UID
 * alone open the step that asks for a stronger proof.
 */
@Injectable()
export class StartOver {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly steps: ShowSerialStep,
  ) {}

  /** @throws SignInStepOver; ClaimStands when the claim is proved and the launch does not speak for the account */
  async execute(token: string): Promise<{
    readonly next: 'set-password' | 'new-password' | 'contest';
    readonly ticket: string;
  }> {
    const { launched, contestable, replaceable, keyHolderId } = await this.steps.execute(token);
    const {
      stage: _stage,
      launched: _launched,
      userId,
      ...about
    } = await this.tickets.read(token, 'password');
    if (replaceable) {
      const { organizationId, next } = about;
      const ticket = await this.tickets.mint({ stage: 'new-password', userId, organizationId, next });
      return { next: 'new-password', ticket };
    }
    if (!contestable || keyHolderId === null) throw ClaimStands.proved();
    if (launched) {
      const proof = { proof: 'launch' as const, evicts: keyHolderId };
      const ticket = await this.tickets.mint({ stage: 'set-password', ...about, ...proof });
      return { next: 'set-password', ticket };
    }
    return { next: 'contest', ticket: await this.tickets.mint({ stage: 'contest', keyHolderId, ...about }) };
  }
}
