import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { SignInTickets } from '../signing-in/sign-in-tickets.js';

const perLicense = declareLimit({ name: 'identity.contest-code', points: 5, perSeconds: 3_600 });

/** Has a code mailed to the contact of the purchase for who says that somebody else claimed their license. */
@Injectable()
export class RequestContestCode {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: SignInTickets,
    private readonly organizations: OrganizationRepository,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** Says nothing of whether a contact is on file. @throws SignInStepOver, TooManyAttempts above five an hour */
  @Transactional()
  async execute(token: string): Promise<void> {
    const { keyHolderId, licenseId } = await this.tickets.read(token, 'contest');
    await this.limits.consume(perLicense, licenseId);
    const stepId = await this.tickets.idOf(token, 'contest');
    const now = this.clock.now();
    const holder = await this.organizations.keyHolder(keyHolderId);
    if (holder?.isProvisional(now)) holder.contest(stepId, now);
  }
}
