import { Injectable } from '@nestjs/common';
import type { Face } from '../sessions/open-session.js';
import { CheckPassword } from '../signing-in/check-password.js';
import { CompleteFirstFactor, type SignInOutcome } from '../signing-in/complete-first-factor.js';
import type { Origin } from '../signing-in/guess-limits.js';
import { ReplacePassword } from './replace-password.js';

/** Sets the new password after a launch and signs in with it, the second factor included, as everybody does. */
@Injectable()
export class SignInWithNewPassword {
  constructor(
    private readonly replacement: ReplacePassword,
    private readonly check: CheckPassword,
    private readonly complete: CompleteFirstFactor,
  ) {}

  /** @throws SignInStepOver, PasswordRefused, SignInRefused */
  async execute(command: {
    readonly ticket: string;
    readonly password: string;
    readonly origin: Origin;
    readonly face: Face;
  }): Promise<SignInOutcome> {
    const { password, origin, face } = command;
    const { userId, organizationId, next: returnTo } = await this.replacement.execute(command);
    const holder = await this.check.execute({ who: { userId }, password, origin });
    return this.complete.execute({ holder, face, organizationId, returnTo });
  }
}
