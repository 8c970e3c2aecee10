import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, hour, later } from '../../../../kernel/clock.js';
import { InvitationRequestRepository } from '../../persistence/invitation-request.repository.js';

// Strangers cannot fill the mailboxes of staff: the rest is let go.
const unknownPerHour = 20;

/** Finds out whom a request for an invitation concerns; in the worker, so that asking tells nothing. */
@Injectable()
export class SortInvitationRequest {
  constructor(
    readonly em: EntityManager,
    private readonly requests: InvitationRequestRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(requestId: string): Promise<void> {
    const request = await this.requests.find(requestId);
    if (request?.status !== 'received') return;
    const now = this.clock.now();
    const concerned = await this.requests.concerned(request.email);
    const { reason, organizationId } = concerned;
    const tooMany =
      reason === 'unknown' && (await this.requests.unknownSince(later(now, -hour))) >= unknownPerHour;
    if (tooMany || (await this.requests.isAnswered(request.email, concerned))) request.drop(now);
    else request.open(reason, organizationId, now);
  }
}
