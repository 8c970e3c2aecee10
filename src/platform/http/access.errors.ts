import { DomainError } from '../../kernel/domain-error.js';
import type { ImportantAction } from '../ports/step-up.js';

/** Signed in, and the role does not allow it (row S3.26). */
export class AccessDenied extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'forbidden';

  static here(): AccessDenied {
    return new AccessDenied('Access denied: your account does not have the permission for this.', {
      remedy: 'Ask an owner of your organization for the permission, or contact support.',
    });
  }
}

/** The claim of a serial number is not proved yet (ruling C2). */
export class ClaimNotProved extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'claim-not-proved';

  static yet(): ClaimNotProved {
    return new ClaimNotProved('Access denied: it is not proved yet that this license is yours.', {
      remedy: 'Enter the code that we mailed to the contact of the purchase, or contact support.',
    });
  }
}

/** A form that did not come from a page of this portal, or came too late. */
export class ForeignForm extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'foreign-form';

  static refused(): ForeignForm {
    return new ForeignForm(
      'This form did not come from a page of this portal, or the page was open too long.',
      {
        remedy:
          'Open the page again and send the form once more; your browser must accept cookies from this site.',
      },
    );
  }
}

/** A request to a host name that is none of ours; answering it would let somebody else choose our links. */
export class UnknownHost extends DomainError {
  readonly kind = 'misdirected';
  readonly code = 'misdirected';

  static named(host: string): UnknownHost {
    return new UnknownHost(`This portal does not answer to the host ${host.slice(0, 100)}.`, {
      remedy: 'Use the address of the portal; its operator adds names to ALLOWED_HOSTS.',
    });
  }
}

/** The role of this account asks for a second factor, and none is set up yet. */
export class SecondFactorDue extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'second-factor-due';

  static first(): SecondFactorDue {
    return new SecondFactorDue('Access denied: your role needs a second factor. Set one up to continue.', {
      remedy: 'Add an authenticator app or a passkey in Account Settings.',
    });
  }
}

/** An important action without a fresh proof of the person. */
export class StepUpRequired extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'step-up-required';

  static for(action: ImportantAction): StepUpRequired {
    return new StepUpRequired('Confirm first that it is you: this needs a fresh code, passkey or password.', {
      remedy: 'Ask for a proof at /api/v1/me/step-up, give it, and repeat the call within ten minutes.',
      extra: { action },
    });
  }
}

/** An API token on a route for people. */
export class NotForTokens extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not-for-api-tokens';

  static here(): NotForTokens {
    return new NotForTokens('Access denied: API tokens do not reach account settings.', {
      remedy: 'Sign in as the person, and use the access token of that session.',
    });
  }
}
