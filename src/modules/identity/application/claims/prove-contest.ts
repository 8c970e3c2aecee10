import { Injectable } from '@nestjs/common';
import { CodeRefused } from '../../domain/identity.errors.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';
import { TryContestCode } from './try-contest-code.js';

/** Enters the code from the invoice, or the one mailed to the contact; then the first claim gives way (ruling C2). */
@Injectable()
export class ProveContest {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly attempt: TryContestCode,
  ) {}

  /** @throws SignInStepOver; CodeRefused, whose fifth ends the step */
  async execute(command: { readonly ticket: string; readonly code: string }): Promise<{
    readonly next: 'set-password';
    readonly ticket: string;
  }> {
    const ticket = await this.attempt.execute(command);
    if (ticket) return { next: 'set-password', ticket };
    await this.tickets.noteFailure(command.ticket);
    throw CodeRefused.wrong();
  }
}
