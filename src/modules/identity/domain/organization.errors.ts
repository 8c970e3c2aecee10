import { DomainError } from '../../../kernel/domain-error.js';

/** The change would leave the organization without anybody who manages it. */
export class LastOwner extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'last-owner';

  static stays(): LastOwner {
    return new LastOwner('An organization needs an owner who manages it. Make somebody else an owner first.');
  }
}

/** Somebody tried to hand out what they do not have themselves. */
export class MoreThanYours extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'more-than-yours';

  static permission(): MoreThanYours {
    return new MoreThanYours('You can give only permissions that you have yourself. Ask an owner to do it.');
  }

  static owner(): MoreThanYours {
    return new MoreThanYours('Only an owner can make, change or remove an owner. Ask an owner to do it.');
  }
}

/** The address belongs to a member of the organization already. */
export class AlreadyMember extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-member';

  static address(): AlreadyMember {
    const message = 'This address belongs to a member already. Look it up in the list of members.';
    return new AlreadyMember(message, { fields: [{ field: 'email', message }] });
  }
}

/** Another invitation of the organization to this address is still open. */
export class AlreadyInvited extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-invited';

  static address(): AlreadyInvited {
    const message = 'Another invitation to this address is open. Send that one again instead.';
    return new AlreadyInvited(message, { fields: [{ field: 'email', message }] });
  }
}

/** Somebody decided the request already. */
export class RequestDecided extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'request-decided';

  static already(): RequestDecided {
    return new RequestDecided('This request is decided already. Reload the list to see who waits.');
  }
}

/** Another organization has this address of the sign-in page. */
export class SlugTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'slug-taken';

  static already(): SlugTaken {
    const message = 'Another organization has this address. Choose another one.';
    return new SlugTaken(message, { fields: [{ field: 'slug', message }] });
  }
}

/** The organization names too many domains. */
export class TooManyDomains extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-domains';

  static of(most: number): TooManyDomains {
    const message = `An organization has at most ${most} domains. Remove one first.`;
    return new TooManyDomains(message, { fields: [{ field: 'domain', message }] });
  }
}

/** The invitation is no longer pending. */
export class InvitationClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'invitation-closed';

  static already(): InvitationClosed {
    return new InvitationClosed('This invitation was accepted or revoked. Invite the person again.');
  }
}
