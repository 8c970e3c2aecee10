import { DomainError } from '../../../kernel/domain-error.js';
import type { PasswordRule } from './password-policy.js';

/** A sign-in was refused. Every cause reads the same (ruling C8). */
export class SignInRefused extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'access-denied';

  static asAlways(): SignInRefused {
    return new SignInRefused(
      'Access denied. Check what you typed, and use the e-mail address that received the invitation.',
      { remedy: 'Try again, ask for a new password, or contact support.' },
    );
  }
}

/** A ticket between two steps of a sign-in is over, used or not one of ours. */
export class SignInStepOver extends DomainError {
  readonly kind = 'gone';
  readonly code = 'sign-in-step-over';

  static startAgain(): SignInStepOver {
    return new SignInStepOver('This step of the sign-in is over. Start again with your sign-in details.');
  }
}

/** Somebody set a password for this license before. */
export class AlreadyClaimed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-claimed';

  static license(): AlreadyClaimed {
    return new AlreadyClaimed('A password is already set for this license. Sign in again and enter it.');
  }
}

/** The claim of this license is proved, so it gives way to nobody. */
export class ClaimStands extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'claim-stands';

  static proved(): ClaimStands {
    return new ClaimStands('The claim of this license is proved. Use Forgot Password, or contact support.');
  }
}

const sentences: Record<PasswordRule, (minimum: number) => string> = {
  length: (minimum) => `Use at least ${minimum} characters.`,
  max: () => 'Use at most 1,024 characters.',
  uppercase: () => 'Use at least one uppercase letter.',
  digit: () => 'Use at least one digit.',
  special: () => 'Use at least one special character, such as ! or #.',
  common: () => 'This password is too easy to guess. Use words that do not belong together.',
  personal: () => 'Leave out your name, address, organization, serial number and the name of this portal.',
};

/** The password breaks rules of the policy; `rules` names them. */
export class PasswordRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'password-refused';

  /** @param rules at least one; each has its sentence at the field */
  static breaking(rules: readonly PasswordRule[], field: string, minLength: number): PasswordRefused {
    const messages = rules.map((rule) => sentences[rule](minLength));
    return new PasswordRefused(messages[0] ?? 'Choose another password.', {
      fields: messages.map((message) => ({ field, message })),
      extra: { rules, minLength },
    });
  }
}

/** Another user has this username. */
export class UsernameTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'username-taken';

  static already(): UsernameTaken {
    const message = 'This username is taken. Choose another one.';
    return new UsernameTaken(message, { fields: [{ field: 'username', message }] });
  }
}

/** Another user proved this address first. */
export class EmailTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'email-taken';

  static already(): EmailTaken {
    const message = 'This address belongs to another account. Use another one, or sign in with that account.';
    return new EmailTaken(message, { fields: [{ field: 'email', message }] });
  }
}

const remedies = {
  invitation: 'Request a new invitation.',
  reset: 'Request a new link.',
  confirmation: 'Request a new link.',
  report: 'Contact support.',
  claim: 'Contact support.',
} as const;

/** A link from a mail is expired, used, replaced by a newer one, or not one of ours. */
export class LinkNotUsable extends DomainError {
  readonly kind = 'gone';
  readonly code = 'link-not-usable';

  static of(what: 'invitation' | 'reset' | 'confirmation' | 'report' | 'claim'): LinkNotUsable {
    const remedy = remedies[what];
    return new LinkNotUsable(`This link expired or was used. ${remedy}`, { remedy });
  }
}

/** The code is wrong, expired, or was tried too often. */
export class CodeRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'code-refused';

  static wrong(): CodeRefused {
    const message = 'This code is wrong or expired. Check it, or request a new one.';
    return new CodeRefused(message, { fields: [{ field: 'code', message }] });
  }

  /** The code of an authenticator counts once. */
  static usedBefore(): CodeRefused {
    const message = 'This code was used before. Wait for the next one.';
    return new CodeRefused(message, { fields: [{ field: 'code', message }] });
  }
}

/** The current password, asked for once more, is not right. */
export class CurrentPasswordWrong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'current-password-wrong';

  static typed(field: string): CurrentPasswordWrong {
    const message = 'This is not your current password. Type it again, or use Forgot Password.';
    return new CurrentPasswordWrong(message, { fields: [{ field, message }] });
  }
}

/** The person cannot prove themselves that way. */
export class ProofNotOffered extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'proof-not-offered';

  /** @param methods the ones that are offered */
  static butOnly(methods: readonly string[]): ProofNotOffered {
    const message = 'You cannot prove yourself this way. Use one of the ways that are offered to you.';
    return new ProofNotOffered(message, { fields: [{ field: 'method', message }], extra: { methods } });
  }
}
