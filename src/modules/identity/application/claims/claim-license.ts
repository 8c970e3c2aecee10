import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, hour, later } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ClaimReview } from '../../domain/claim-review.js';
import { AlreadyClaimed } from '../../domain/identity.errors.js';
import { KeyHolder } from '../../domain/key-holder.js';
import { User } from '../../domain/user.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from '../factors/recovery-codes.js';
import type { SignInTicket } from '../signing-in/sign-in-tickets.js';
import { EvictClaim } from './evict-claim.js';

export type ClaimTicket = Extract<SignInTicket, { stage: 'set-password' }>;

/** What makes the claim count (ruling C2): proved already, a mailed code, or what the setting says without a contact. */
export type ClaimProof = 'proved' | 'mail' | 'open' | 'hold' | 'staff';

const holdHours = 72;

/** Makes the key holder of a license: of all who claim at once, one. */
@Injectable()
export class ClaimLicense {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly organizations: OrganizationRepository,
    private readonly codes: RecoveryCodes,
    private readonly eviction: EvictClaim,
    private readonly clock: Clock,
  ) {}

  /** @throws AlreadyClaimed when somebody was faster */
  @Transactional()
  async execute(command: {
    readonly ticket: ClaimTicket;
    readonly passwordHash: string;
    readonly proof: ClaimProof;
  }): Promise<{ readonly user: User; readonly recoveryCodes: readonly string[] }> {
    const { licenseId, organizationId, orderId, serialNumber } = command.ticket;
    await this.users.hold(`claim:${licenseId}`);
    const now = this.clock.now();
    await this.makeRoom(command.ticket, now);
    const { passwordHash, proof } = command;
    const user = User.register({ name: nameOf(serialNumber), email: null, passwordHash, now });
    const provedAt = provedFrom(proof, now);
    const holder = KeyHolder.claim({ userId: user.id, licenseId, orderId, organizationId, provedAt, now });
    if (command.ticket.proof) holder.announceClaim(command.ticket.proof, now);
    if (proof === 'mail') holder.requestProof(now);
    if (proof === 'hold') holder.announceHold(now);
    if (proof === 'staff') this.em.persist(ClaimReview.ask(holder, null, { statement: '', now }));
    this.em.persist(user);
    this.em.persist(holder);
    const { installationId } = command.ticket;
    if (installationId) await this.organizations.rememberInstallation(holder.id, installationId, now);
    await recordAudit(this.em, now, {
      action: 'identity.license-claimed',
      aboutUserId: user.id,
      organizationId,
      objectId: licenseId,
      details: { proof },
    });
    return { user, recoveryCodes: await this.codes.renew(user.id) };
  }

  /** The claim that the ticket's proof was given against gives way, while it is provisional; no other one does. */
  private async makeRoom({ licenseId, evicts, proof }: ClaimTicket, now: Date): Promise<void> {
    const found = await this.organizations.keyHolderOf(licenseId);
    if (!found) return;
    await this.users.byId(found.userId);
    const holder = await this.organizations.lockedKeyHolderOf(licenseId);
    if (!holder) return;
    if (proof === null || holder.id !== evicts || !holder.isProvisional(now)) throw AlreadyClaimed.license();
    await this.eviction.execute(holder, proof);
  }
}

function provedFrom(proof: ClaimProof, now: Date): Date | null {
  if (proof === 'proved' || proof === 'open') return now;
  return proof === 'hold' ? later(now, holdHours * hour) : null;
}

// Nobody said who claims, so the person is named after what they typed until they say.
function nameOf(serialNumber: string): string {
  return `Key holder ${serialNumber
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(-4)
    .toUpperCase()}`;
}
