import { Injectable } from '@nestjs/common';
import { PasswordRules } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import type { Face, OpenedSession } from '../sessions/open-session.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';
import { ClaimContact } from './claim-contact.js';
import { CommitFirstSignIn } from './commit-first-sign-in.js';

export interface FirstSignIn {
  readonly session: OpenedSession;
  /** In the clear, this once. */
  readonly recoveryCodes: readonly string[];
  /** A code was mailed to the contact of the purchase; until it is entered the claim reaches no data. */
  readonly proofDue: boolean;
  readonly returnTo: string | null;
}

/** The first sign-in with a serial number sets the password; nothing of the account is reached before (row S1.16). */
@Injectable()
export class SetFirstPassword {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly contact: ClaimContact,
    private readonly commit: CommitFirstSignIn,
  ) {}

  /** @throws SignInStepOver, PasswordRefused, AlreadyClaimed */
  async execute(command: {
    readonly ticket: string;
    readonly password: string;
    readonly face: Face;
  }): Promise<FirstSignIn> {
    const ticket = await this.tickets.read(command.ticket, 'set-password');
    // Not the names on file: a refusal must not tell the claimant who bought the license.
    this.rules.check(command.password, [ticket.serialNumber]);
    const contactOnFile = (await this.contact.of(ticket)) !== null;
    const passwordHash = await this.passwords.hash(command.password);
    const { face, ticket: token } = command;
    const done = await this.commit.execute({ token, ticket, passwordHash, contactOnFile, face });
    return { ...done, proofDue: contactOnFile && ticket.proof === null, returnTo: ticket.next };
  }
}
