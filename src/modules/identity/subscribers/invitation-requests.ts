import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { AnswerInvitationRequests } from '../application/organizations/answer-invitation-requests.js';
import { SortInvitationRequest } from '../application/organizations/sort-invitation-request.js';
import { InvitationRequested } from '../events/invitation-requested.js';
import { UserInvited } from '../events/user-invited.js';

@Injectable()
export class InvitationRequestSubscribers {
  constructor(
    private readonly sort: SortInvitationRequest,
    private readonly answer: AnswerInvitationRequests,
  ) {}

  @Subscribe(InvitationRequested, 'identity.sort-invitation-request')
  async requested({ payload }: DomainEvent<z.output<typeof InvitationRequested.schema>>): Promise<void> {
    await this.sort.execute(payload.requestId);
  }

  @Subscribe(UserInvited, 'identity.answer-invitation-requests')
  async invited({ payload }: DomainEvent<z.output<typeof UserInvited.schema>>): Promise<void> {
    await this.answer.execute(payload.invitationId);
  }
}
