import { Injectable } from '@nestjs/common';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { type InvitationLink, ShowLink } from '../links/show-link.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import type { Face } from '../sessions/open-session.js';
import { CheckPassword } from '../signing-in/check-password.js';
import type { SignInOutcome } from '../signing-in/complete-first-factor.js';
import type { Origin } from '../signing-in/guess-limits.js';
import { CommitInvitation } from './commit-invitation.js';

/**
 * Joins an organization by the link from the mail, which proves the address (row S3.16). A new person sets a password;
 * somebody with an account gives theirs, because the link alone opens no account that exists.
 */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly links: ShowLink,
    private readonly check: CheckPassword,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly commit: CommitInvitation,
  ) {}

  /** @throws LinkNotUsable, PasswordRefused, SignInRefused */
  async execute(command: {
    readonly token: string;
    readonly password: string;
    readonly origin: Origin;
    readonly face: Face;
  }): Promise<SignInOutcome> {
    const { token, password, origin, face } = command;
    const link = await this.links.invitation(token);
    if (!link) throw LinkNotUsable.of('invitation');
    if (link.userId) {
      const holder = await this.check.execute({ who: { userId: link.userId }, password, origin });
      return this.commit.execute({ token, holder, passwordHash: null, face });
    }
    this.rules.check(password, wordsOf(link));
    const passwordHash = await this.passwords.hash(password);
    return this.commit.execute({ token, holder: null, passwordHash, face });
  }
}

const wordsOf = (link: InvitationLink): string[] => [link.name, link.email, link.organizationName];
