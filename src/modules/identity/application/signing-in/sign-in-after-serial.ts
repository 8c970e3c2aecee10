import { Injectable } from '@nestjs/common';
import type { Face } from '../sessions/open-session.js';
import { CheckPassword } from './check-password.js';
import { CompleteFirstFactor, type SignInOutcome } from './complete-first-factor.js';
import type { Origin } from './guess-limits.js';
import { SignInTickets } from './sign-in-tickets.js';

/** Signs in by password once serial number + UID named the account (row S1.17). */
@Injectable()
export class SignInAfterSerial {
  constructor(
    private readonly check: CheckPassword,
    private readonly complete: CompleteFirstFactor,
    private readonly tickets: SignInTickets,
  ) {}

  /** @throws SignInRefused, SignInStepOver */
  async execute(command: {
    readonly ticket: string;
    readonly password: string;
    readonly origin: Origin;
    readonly face: Face;
  }): Promise<SignInOutcome> {
    const { ticket: usedTicket, password, origin, face } = command;
    const { userId, organizationId, next } = await this.tickets.read(usedTicket, 'password');
    const holder = await this.check.execute({ who: { userId }, password, origin });
    return this.complete.execute({ holder, face, organizationId, usedTicket, returnTo: next });
  }
}
