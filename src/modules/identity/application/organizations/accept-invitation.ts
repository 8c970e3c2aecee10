import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
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

  /**
   * @param command.mergeId the account that becomes part of the one that joins (row ID-9); its person proved themselves
   * @throws LinkNotUsable, PasswordRefused, SignInRefused. @throws MergeRefused, and then nobody joined
   */
  async execute(command: {
    readonly token: string;
    readonly password: string;
    readonly origin: Origin;
    readonly face: Face;
    readonly mergeId?: UserId | null;
  }): Promise<SignInOutcome> {
    const { token, password, origin, face, mergeId = null } = command;
    const link = await this.links.invitation(token);
    if (!link) throw LinkNotUsable.of('invitation');
    if (link.userId) {
      const holder = await this.check.execute({ who: { userId: link.userId }, password, origin });
      return this.commit.execute({ token, holder, passwordHash: null, face, mergeId });
    }
    this.rules.check(password, wordsOf(link));
    const passwordHash = await this.passwords.hash(password);
    return this.commit.execute({ token, holder: null, passwordHash, face, mergeId });
  }
}

const wordsOf = (link: InvitationLink): string[] => [link.name, link.email, link.organizationName];
