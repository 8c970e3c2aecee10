import { Injectable } from '@nestjs/common';
import { ChangeInvitation } from './change-invitation.js';
import type { Managing } from './managing.js';

/** Sends an invitation again, also an expired one: a new link or password, and the old ones are void at once. */
@Injectable()
export class ResendInvitation {
  constructor(private readonly change: ChangeInvitation) {}

  /** @throws NotFound, MoreThanYours, InvitationClosed */
  execute(managing: Managing, invitationId: string): Promise<void> {
    return this.change.execute(managing, invitationId, {
      action: 'identity.invitation-sent-again',
      verb: (invitation, now) => invitation.send(now),
    });
  }
}
