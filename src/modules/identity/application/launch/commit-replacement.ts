import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../../platform/audit/audit.js';
import { SignInTickets, type TicketAt } from '../signing-in/sign-in-tickets.js';
import { LaunchedUsers } from './launched-users.js';

/** Uses the step up, replaces the password, and ends what the old one opened. */
@Injectable()
export class CommitReplacement {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: SignInTickets,
    private readonly people: LaunchedUsers,
    private readonly audit: Audit,
  ) {}

  /** @throws SignInStepOver when the step was used meanwhile. @throws SignInRefused for a disabled account */
  @Transactional()
  async execute(command: {
    readonly token: string;
    readonly passwordHash: string;
  }): Promise<TicketAt<'new-password'>> {
    const ticket = await this.tickets.use(command.token, 'new-password');
    await this.people.replacePassword(ticket.userId, command.passwordHash);
    const { userId: aboutUserId, organizationId } = ticket;
    const details = { by: 'launch' };
    await this.audit.record({ action: 'identity.password-reset', aboutUserId, organizationId, details });
    return ticket;
  }
}
