import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { SignInRefused } from '../../domain/identity.errors.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { NoteEntry } from '../claims/note-entry.js';
import { RememberedDevices } from '../factors/remembered-devices.js';
import { type Face, type OpenedSession, OpenSession } from '../sessions/open-session.js';
import type { PasswordHolder } from './check-password.js';
import { SignInTickets } from './sign-in-tickets.js';

/** Signed in, or one more step due. */
export type SignInOutcome =
  | { readonly next: null; readonly session: OpenedSession; readonly returnTo: string | null }
  | { readonly next: 'mfa'; readonly ticket: string };

/** After the right password: the session, or the ticket for the second factor. */
@Injectable()
export class CompleteFirstFactor {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly sessions: OpenSession,
    private readonly tickets: SignInTickets,
    private readonly devices: RememberedDevices,
    private readonly noteEntry: NoteEntry,
  ) {}

  /**
   * @param command.usedTicket of the serial number step, used up here
   * @throws SignInRefused when the password was replaced since it was checked
   */
  @Transactional()
  async execute(command: {
    readonly holder: PasswordHolder;
    readonly face: Face;
    readonly organizationId?: OrganizationId;
    readonly usedTicket?: string;
    readonly returnTo?: string | null;
  }): Promise<SignInOutcome> {
    const { holder, face, organizationId } = command;
    const returnTo = command.returnTo ?? null;
    // Locked: a reset that commits first ends what this would open, one that commits later finds it open and ends it.
    const user = await this.users.byId(holder.userId);
    if (user.passwordHash !== holder.passwordHash) throw SignInRefused.asAlways();
    if (command.usedTicket)
      await this.noteEntry.execute(await this.tickets.use(command.usedTicket, 'password'));
    if (await this.devices.secondStepDue(holder.userId, face.rememberedAs ?? null)) {
      const ticket = await this.tickets.mint({
        stage: 'mfa',
        userId: holder.userId,
        organizationId: organizationId ?? null,
        remember: face.remember ?? false,
        slug: face.slug ?? null,
        next: returnTo,
      });
      return { next: 'mfa', ticket };
    }
    const session = await this.sessions.execute({
      userId: holder.userId,
      face,
      ...(organizationId ? { organizationId } : {}),
    });
    return { next: null, session, returnTo };
  }
}
