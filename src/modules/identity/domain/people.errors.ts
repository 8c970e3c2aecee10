import { DomainError } from '../../../kernel/domain-error.js';

/** Nobody disables, restricts or demotes the account that they are signed in with. */
export class OwnAccount extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'own-account';

  static refused(): OwnAccount {
    return new OwnAccount('You cannot do this to your own account. Ask another administrator.');
  }
}

/** The portal keeps at least one administrator who can sign in. */
export class LastAdministrator extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'last-administrator';

  static stays(): LastAdministrator {
    return new LastAdministrator('This is the last administrator. Make somebody else one first.');
  }
}

/** The account is shut already. */
export class AlreadyDisabled extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-disabled';

  static before(): AlreadyDisabled {
    return new AlreadyDisabled('This account is disabled already. Load the page again to see by whom.');
  }
}

/** The account is not shut. */
export class NotDisabled extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-disabled';

  static now(): NotDisabled {
    return new NotDisabled('This account is not disabled. Load the page again to see how it stands.');
  }
}

/** The account became part of another one. */
export class AccountClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'account-closed';

  static merged(): AccountClosed {
    return new AccountClosed('This account became part of another one. Open that account instead.');
  }
}
