import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UserRepository } from '../../persistence/user.repository.js';
import { VerifyFactor } from '../factors/verify-factor.js';
import { type Face, type OpenedSession, OpenSession } from '../sessions/open-session.js';
import { SignInTickets } from './sign-in-tickets.js';

/** Takes the second factor and opens the session, or neither. */
@Injectable()
export class CommitSecondFactor {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: SignInTickets,
    private readonly users: UserRepository,
    private readonly factor: VerifyFactor,
    private readonly sessions: OpenSession,
  ) {}

  /** @throws SignInStepOver, CodeRefused */
  @Transactional()
  async execute(command: {
    readonly token: string;
    readonly code: string;
    readonly face: Face;
  }): Promise<OpenedSession> {
    const { userId, organizationId } = await this.tickets.read(command.token, 'mfa');
    // The user before the ticket, as a new password does that voids the ticket: otherwise each waits for the other.
    await this.users.byId(userId);
    await this.tickets.use(command.token, 'mfa');
    await this.factor.take(userId, command.code);
    return this.sessions.execute({
      userId,
      face: command.face,
      method: 'second-factor',
      ...(organizationId ? { organizationId } : {}),
    });
  }
}
