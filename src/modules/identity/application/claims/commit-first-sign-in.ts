import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { type Face, type OpenedSession, OpenSession } from '../sessions/open-session.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';
import { ClaimLicense, type ClaimTicket } from './claim-license.js';

/** Commits a first sign-in: key holder, recovery codes and session, or nothing. */
@Injectable()
export class CommitFirstSignIn {
  constructor(
    readonly em: EntityManager,
    private readonly claim: ClaimLicense,
    private readonly tickets: SignInTickets,
    private readonly sessions: OpenSession,
    private readonly config: Config,
  ) {}

  /** @throws AlreadyClaimed, SignInStepOver */
  @Transactional()
  async execute(command: {
    readonly token: string;
    readonly ticket: ClaimTicket;
    readonly passwordHash: string;
    readonly contactOnFile: boolean;
    readonly face: Face;
  }): Promise<{ readonly session: OpenedSession; readonly recoveryCodes: readonly string[] }> {
    const { token, ticket, passwordHash, contactOnFile, face } = command;
    const unproved = contactOnFile ? 'mail' : this.config.claimWithoutContact;
    const proof = ticket.proof === null ? unproved : 'proved';
    const { user, recoveryCodes } = await this.claim.execute({ ticket, passwordHash, proof });
    await this.tickets.use(token, 'set-password');
    const { organizationId } = ticket;
    const session = await this.sessions.execute({
      ...{ userId: user.id, face, organizationId },
      method: 'first-password',
    });
    return { session, recoveryCodes };
  }
}
