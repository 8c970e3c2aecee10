import { Injectable } from '@nestjs/common';
import { ChangeInvitation } from './change-invitation.js';
import type { Managing } from './managing.js';

/** Takes an invitation back; it stays in the list as revoked. */
@Injectable()
export class RevokeInvitation {
  constructor(private readonly change: ChangeInvitation) {}

  /** @throws NotFound, MoreThanYours, InvitationClosed when somebody was faster */
  execute(managing: Managing, invitationId: string): Promise<void> {
    return this.change.execute(managing, invitationId, {
      action: 'identity.invitation-revoked',
      verb: (invitation, now) => invitation.revoke(now),
    });
  }
}
