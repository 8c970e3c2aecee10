import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { OpenRequests } from '../../../platform/ports/open-requests.js';
import { MemberLeft } from '../events/member-left.js';

/** Has the open requests of who left given to the colleague who takes over (row ID-8). */
@Injectable()
export class HandOverRequestsOfLeaver {
  constructor(private readonly requests: OpenRequests) {}

  @Subscribe(MemberLeft, 'identity.hand-over-requests-of-leaver')
  async on({ payload }: DomainEvent<z.output<typeof MemberLeft.schema>>): Promise<void> {
    const { organizationId, userId, successorId } = payload;
    if (successorId === null) return;
    await this.requests.handOver({
      organizationId: organizationId as OrganizationId,
      from: userId as UserId,
      to: successorId as UserId,
    });
  }
}
