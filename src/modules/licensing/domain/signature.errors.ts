import { DomainError } from '../../../kernel/domain-error.js';

/** What was sent as the signature of a request is none. */
export class SignatureMalformed extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-malformed';

  static token(): SignatureMalformed {
    return new SignatureMalformed('The signature of this request cannot be read.', {
      remedy: 'Send a compact JWS as the documentation of the product API describes it.',
    });
  }

  static life(): SignatureMalformed {
    return new SignatureMalformed('The signature of this request is valid for too long.', {
      remedy: 'Let it end at most 120 seconds after it was made.',
    });
  }
}

/** Signed with another algorithm than Ed25519. */
export class SignatureAlgorithmRefused extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-algorithm-refused';

  static onlyEdDsa(): SignatureAlgorithmRefused {
    return new SignatureAlgorithmRefused('This request is signed with an algorithm that is not accepted.', {
      remedy: 'Sign with Ed25519 and name the algorithm EdDSA.',
    });
  }
}

/** Another key, or an installation that registered none; which of both is not told. */
export class SignatureWrong extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-wrong';

  static ofInstallation(): SignatureWrong {
    return new SignatureWrong('The signature of this request is not that of the installation.', {
      remedy: 'Sign with the key that the activation registered, or send the serial number instead.',
    });
  }
}

/** Signed for another portal. */
export class SignatureAudienceWrong extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-audience-wrong';

  static notThisPortal(): SignatureAudienceWrong {
    return new SignatureAudienceWrong('This request was signed for another portal.', {
      remedy: 'Name the address of this portal as the audience.',
    });
  }
}

/** Its time is over, or the clock of the machine is slow. `serverTime` tells the right one. */
export class SignatureExpired extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-expired';

  static at(now: Date): SignatureExpired {
    return new SignatureExpired('The signature of this request has expired.', {
      remedy: 'Sign each request anew, and set the clock of the machine.',
      extra: { serverTime: now.toISOString() },
    });
  }
}

/** Made in the future: the clock of the machine is fast. `serverTime` tells the right one. */
export class SignatureTooEarly extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-too-early';

  static at(now: Date): SignatureTooEarly {
    return new SignatureTooEarly('The signature of this request was made in the future.', {
      remedy: 'Set the clock of the machine.',
      extra: { serverTime: now.toISOString() },
    });
  }
}

/** Signed for another method, address or body, or about another license or machine. */
export class SignatureMismatch extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-mismatch';

  static ofRequest(): SignatureMismatch {
    return new SignatureMismatch('The signature belongs to another request.', {
      remedy: 'Sign the method, the address and the very bytes of the body that you send.',
    });
  }
}

/** The same signature changed something before. */
export class SignatureReplayed extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'signature-replayed';

  static once(): SignatureReplayed {
    return new SignatureReplayed('The signature of this request was used before.', {
      remedy: 'Sign each request anew.',
    });
  }
}
