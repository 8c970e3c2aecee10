import { Injectable } from '@nestjs/common';
import { SignInRefused } from '../../domain/identity.errors.js';
import { UseTemporaryPassword } from '../organizations/use-temporary-password.js';
import { CheckPassword, type PasswordHolder } from './check-password.js';
import type { Origin } from './guess-limits.js';

/** A temporary password was right: nothing but the step that sets a password is open. */
export interface InvitedHolder {
  readonly invitationToken: string;
}

/** What the sign-in by e-mail address or username takes: a password, or the temporary one of an invitation. */
@Injectable()
export class CheckLogin {
  constructor(
    private readonly check: CheckPassword,
    private readonly temporary: UseTemporaryPassword,
  ) {}

  /** Whoever is refused waits for the same look at invitations. @throws SignInRefused whatever the cause */
  async execute(typed: {
    readonly login: string;
    readonly password: string;
    readonly origin: Origin;
  }): Promise<PasswordHolder | InvitedHolder> {
    const { login, password, origin } = typed;
    try {
      return await this.check.execute({ who: { login }, password, origin });
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      const invitationToken = await this.temporary.execute({ login, password });
      if (invitationToken === null) throw error;
      return { invitationToken };
    }
  }
}
