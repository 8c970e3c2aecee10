import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { EmailAddress } from '../../../../kernel/email-address.js';
import { InvitationRequest } from '../../domain/invitation-request.js';

/** Stores that somebody asked for an invitation, the same for everybody. */
@Injectable()
export class RecordInvitationRequest {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(asked: {
    readonly email: EmailAddress;
    readonly name: string;
    readonly locale: string | null;
  }): Promise<void> {
    this.em.persist(InvitationRequest.ask({ ...asked, now: this.clock.now() }));
  }
}
