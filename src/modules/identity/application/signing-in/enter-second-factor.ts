import { Injectable } from '@nestjs/common';
import { Audit } from '../../../../platform/audit/audit.js';
import { CodeRefused } from '../../domain/identity.errors.js';
import type { Face, OpenedSession } from '../sessions/open-session.js';
import { CommitSecondFactor } from './commit-second-factor.js';
import { FactorLimits } from './factor-limits.js';
import type { Origin } from './guess-limits.js';
import { SignInTickets } from './sign-in-tickets.js';

/** The second factor after the password: a code of the authenticator, or a recovery code. */
@Injectable()
export class EnterSecondFactor {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly limits: FactorLimits,
    private readonly commit: CommitSecondFactor,
    private readonly audit: Audit,
  ) {}

  /** @throws SignInStepOver, SignInRefused, CodeRefused; the fifth wrong code ends the step */
  async execute(command: {
    readonly ticket: string;
    readonly code: string;
    readonly origin: Origin;
    readonly face: Face;
  }): Promise<{ readonly session: OpenedSession; readonly returnTo: string | null }> {
    const ticket = await this.tickets.read(command.ticket, 'mfa');
    await this.limits.spend(ticket.userId, command.origin);
    try {
      const face = { ...command.face, remember: ticket.remember };
      const session = await this.commit.execute({ token: command.ticket, code: command.code, face });
      await this.limits.forgive(ticket.userId, command.origin);
      return { session, returnTo: ticket.next };
    } catch (error) {
      if (error instanceof CodeRefused) await this.noteRefusal(command.ticket, ticket.userId);
      throw error;
    }
  }
  private async noteRefusal(ticket: string, aboutUserId: string): Promise<void> {
    await this.tickets.noteFailure(ticket);
    await this.audit.record({ action: 'identity.second-factor-refused', outcome: 'refused', aboutUserId });
  }
}
