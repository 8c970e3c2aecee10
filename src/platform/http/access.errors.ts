import { DomainError } from '../../kernel/domain-error.js';

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
