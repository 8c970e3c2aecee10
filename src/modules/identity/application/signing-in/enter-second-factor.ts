import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { CodeRefused } from '../../domain/identity.errors.js';
import { PasskeyRefused } from '../../domain/passkeys.errors.js';
import { type GivenFactor, TakeFactor } from '../factors/take-factor.js';
import type { Face } from '../sessions/open-session.js';
import { CommitSecondFactor, type SecondStepDone } from './commit-second-factor.js';
import { FactorLimits } from './factor-limits.js';
import type { Origin } from './guess-limits.js';
import { SignInTickets } from './sign-in-tickets.js';

/** The second factor after the password: a code of the authenticator, a passkey, or a recovery code. */
@Injectable()
export class EnterSecondFactor {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly limits: FactorLimits,
    private readonly factor: TakeFactor,
    private readonly commit: CommitSecondFactor,
    private readonly audit: Audit,
  ) {}

  /** @throws SignInStepOver, SignInRefused, CodeRefused, PasskeyRefused; the fifth wrong one ends the step */
  async execute(command: {
    readonly ticket: string;
    readonly given: GivenFactor;
    readonly origin: Origin;
    readonly face: Face;
    /** True: this browser needs no second step for 30 days. */
    readonly rememberDevice?: boolean;
  }): Promise<SecondStepDone & { readonly returnTo: string | null }> {
    const { ticket: token, origin, rememberDevice = false } = command;
    const ticket = await this.tickets.read(token, 'mfa');
    await this.limits.spend(ticket.userId, origin);
    try {
      const given = await this.factor.prepare(ticket.userId as UserId, command.given, 'second-step');
      const face = { ...command.face, remember: ticket.remember, slug: ticket.slug };
      const done = await this.commit.execute({ token, given, face, rememberDevice });
      await this.limits.forgive(ticket.userId, origin);
      return { ...done, returnTo: ticket.next };
    } catch (error) {
      if (error instanceof CodeRefused || error instanceof PasskeyRefused)
        await this.noteRefusal(token, ticket.userId);
      throw error;
    }
  }

  private async noteRefusal(ticket: string, aboutUserId: string): Promise<void> {
    await this.tickets.noteFailure(ticket);
    await this.audit.record({ action: 'identity.second-factor-refused', outcome: 'refused', aboutUserId });
  }
}
