import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { EmailTaken } from '../../domain/identity.errors.js';
import { Membership } from '../../domain/membership.js';
import type { MemberRole, StaffRole } from '../../domain/roles.js';
import { User } from '../../domain/user.js';
import { type Username, usernameOf } from '../../domain/username.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** A person as seeds and the command line know them. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly username?: string;
  readonly locale?: string;
  readonly timeZone?: string;
}

/** Where a new user stands: in an organization, or on the vendor's staff. */
export type Place =
  | { readonly organizationId: OrganizationId; readonly role: MemberRole }
  | { readonly staffRole: StaffRole };

/** Stores a new user with a proved address and a hashed password. */
@Injectable()
export class RegisterUser {
  constructor(
    private readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws EmailTaken, InvalidInput */
  @Transactional()
  async execute(command: {
    readonly person: Omit<NewPerson, 'password'>;
    readonly passwordHash: string;
    readonly place: Place;
  }): Promise<UserId> {
    const { person, passwordHash, place } = command;
    const email = emailAddress(person.email);
    const username: Username | null = person.username === undefined ? null : usernameOf(person.username);
    await this.users.hold(`email:${email}`);
    if (await this.users.byEmail(email)) throw EmailTaken.already();
    const now = this.clock.now();
    const { name, locale = null, timeZone = null } = person;
    const staffRole = 'staffRole' in place ? place.staffRole : null;
    const user = User.register({ name, email, passwordHash, staffRole, locale, timeZone, now });
    if (username) user.chooseUsername(username);
    this.em.persist(user);
    if ('role' in place) this.em.persist(Membership.join({ ...place, userId: user.id, now }));
    await recordAudit(this.em, now, {
      action: staffRole === null ? 'identity.member-added' : 'identity.staff-added',
      aboutUserId: user.id,
      organizationId: 'role' in place ? place.organizationId : null,
      details: { role: 'role' in place ? place.role : staffRole },
    });
    return user.id;
  }
}
