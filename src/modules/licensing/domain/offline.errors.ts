import { DomainError } from '../../../kernel/domain-error.js';

const makeNew = 'Make a new request on the machine, and bring that one.';

/** What was brought is no request: cut short, changed, or mistyped. */
export class OfflineRequestUnreadable extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'offline-request-unreadable';

  static file(): OfflineRequestUnreadable {
    return new OfflineRequestUnreadable('This is not a whole request file.', {
      fields: [{ field: 'request', message: 'This is not a whole request file.' }],
      remedy: makeNew,
    });
  }

  static code(): OfflineRequestUnreadable {
    return new OfflineRequestUnreadable('The code has a typing error.', {
      fields: [{ field: 'code', message: 'The code has a typing error.' }],
      remedy: 'Compare it with the screen of the machine and type it again.',
    });
  }
}

/** The request was changed after the machine signed it. */
export class OfflineRequestForged extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'offline-request-forged';

  static signature(): OfflineRequestForged {
    const message = 'The signature of the request is wrong: it was changed on the way.';
    return new OfflineRequestForged(message, { fields: [{ field: 'request', message }], remedy: makeNew });
  }
}

/** The request names another license than the one whose page is open. */
export class OfflineRequestOfOtherLicense extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'offline-request-of-other-license';

  static refused(): OfflineRequestOfOtherLicense {
    return new OfflineRequestOfOtherLicense('This request is for another license.', {
      remedy: 'Open the page of the license whose serial number the machine shows.',
    });
  }

  /** The license has another serial number since a transfer, and the machine may still hold the old one. */
  static orOldSerialNumber(): OfflineRequestOfOtherLicense {
    return new OfflineRequestOfOtherLicense(
      'The license has a new serial number: enter it in the product on the machine, and make a new request there.',
      { remedy: makeNew },
    );
  }
}

/** A request with this number was taken before and cannot be answered once more. */
export class OfflineRequestUsed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'offline-request-used';

  static before(): OfflineRequestUsed {
    return new OfflineRequestUsed('This request was used before, and the machine has been released since.', {
      remedy: makeNew,
    });
  }
}

/** No machine of the license matches: not in use, or its key is another one. */
export class OfflineMachineUnknown extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'offline-machine-unknown';

  static here(): OfflineMachineUnknown {
    return new OfflineMachineUnknown('No machine of this license that is in use made this request.', {
      remedy: 'Make an activation request on the machine, or release it on the license page.',
    });
  }
}

/** The receipt was made before the machine got its newest file, with which it may be running. */
export class OfflineReceiptOutdated extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'offline-receipt-outdated';

  static refused(): OfflineReceiptOutdated {
    return new OfflineReceiptOutdated('This receipt is older than the newest file of the machine.', {
      remedy: 'Load the newest file into the product, deactivate it there, and bring that receipt.',
    });
  }
}

/** Floating places are lent by the hour, which a machine without internet can neither extend nor return. */
export class OfflineNotOffered extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'offline-not-offered';

  static floating(): OfflineNotOffered {
    return new OfflineNotOffered('A floating license cannot be used without internet.', {
      remedy: 'Contact support about a license for single machines.',
    });
  }
}
