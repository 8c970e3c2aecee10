import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import type { Invitation } from '../../domain/invitation.js';
import { Membership } from '../../domain/membership.js';
import type { OneTimeLink } from '../../domain/one-time-link.js';
import { tokenHash } from '../../domain/secrets.js';
import { User } from '../../domain/user.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Turns a pending invitation into a membership, once. */
@Injectable()
export class JoinOrganization {
  constructor(
    private readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly organizations: OrganizationRepository,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws LinkNotUsable when it was used, replaced or revoked meanwhile, or the address belongs to staff */
  @Transactional()
  async execute(command: {
    readonly token: string;
    readonly userId: UserId | null;
    readonly passwordHash: string | null;
  }): Promise<{ readonly userId: UserId; readonly invitation: Invitation }> {
    const now = this.clock.now();
    const { invitation, link } = await this.hold(tokenHash(command.token), now);
    const user = await this.userFor(invitation, command);
    link.use(now);
    invitation.accept(user.id, now);
    const { organizationId, role } = invitation;
    if (!(await this.organizations.membership(organizationId, user.id)))
      this.em.persist(Membership.join({ organizationId, userId: user.id, role, now }));
    return { userId: user.id, invitation };
  }

  // The invitation first, as whoever revokes or corrects it does: in another order they would wait for each other.
  private async hold(hash: string, now: Date): Promise<{ invitation: Invitation; link: OneTimeLink }> {
    const aboutId = await this.links.aboutOf('invitation', hash);
    const invitation = aboutId === null ? null : await this.organizations.invitation(aboutId);
    const link = await this.links.usable('invitation', hash, now);
    if (!link || !invitation || !isFor(link, invitation)) throw LinkNotUsable.of('invitation');
    return { invitation, link };
  }

  private async userFor(
    invitation: Invitation,
    command: { readonly userId: UserId | null; readonly passwordHash: string | null },
  ): Promise<User> {
    const { email, name, locale } = invitation;
    await this.users.hold(`email:${email}`);
    const existing = await this.users.byEmail(email);
    // An account that appeared meanwhile has a password of its own, which nobody gave.
    if (existing && (existing.id !== command.userId || existing.staffRole !== null))
      throw LinkNotUsable.of('invitation');
    if (existing) return existing;
    const { passwordHash } = command;
    const user = User.register({
      name: name || email,
      email,
      passwordHash,
      locale,
      now: this.clock.now(),
    });
    this.em.persist(user);
    return user;
  }
}

/** A link that was minted for an address before its correction opens nothing, even when its mail left after it. */
const isFor = ({ subject }: OneTimeLink, { email }: Invitation): boolean =>
  subject === null || subject.email === email;
