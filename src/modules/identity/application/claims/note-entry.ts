import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { SignInStepOver } from '../../domain/identity.errors.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { SignInTicket } from '../signing-in/sign-in-tickets.js';

/**
 * Notes that the key holder came in by serial number + UID and the right password. Together with a signed launch that
 * proves the claim: whoever set the password is who runs the product. Works in the caller's transaction.
 */
@Injectable()
export class NoteEntry {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws SignInStepOver when the claim is somebody else's by now */
  async execute(ticket: Extract<SignInTicket, { stage: 'password' }>): Promise<void> {
    const now = this.clock.now();
    const holder = await this.organizations.lockedKeyHolderOf(ticket.licenseId);
    if (holder?.userId !== ticket.userId) throw SignInStepOver.startAgain();
    await this.organizations.rememberInstallation(holder.id, ticket.installationId, now);
    if (!ticket.launched || !holder.isProvisional(now)) return;
    holder.prove('launch', now);
    const { id: objectId, userId: aboutUserId, organizationId } = holder;
    const details = { by: 'launch' };
    await this.audit.record({
      action: 'identity.claim-proved',
      aboutUserId,
      organizationId,
      objectId,
      details,
    });
  }
}
