import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ReleaseRequestClosedAlready } from '../../domain/hand-over.errors.js';
import type { ReleaseRequest } from '../../domain/release-request.js';
import {
  type LockedRequest,
  ReleaseRequestRepository,
} from '../../persistence/release-request.repository.js';
import { LicenseHistory } from '../license-history.js';
import { Places } from '../places.js';

/** Agents decide what a customer asked for (row LI-5). */
@Injectable()
export class DecideReleaseRequest {
  constructor(
    readonly em: EntityManager,
    private readonly requests: ReleaseRequestRepository,
    private readonly places: Places,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /** Releases the machine, whatever the budget. @throws NotFound, ReleaseRequestClosedAlready */
  @Transactional()
  async approve(actor: StaffActor, id: string): Promise<void> {
    const { license, request, installation } = await this.due(id);
    const now = this.clock.now();
    request.approve(actor.userId, now);
    const by = { reason: 'agent', userId: actor.userId } as const;
    await this.places.release(license, [installation], by, [request]);
    await this.audit('licensing.release-approved', request);
  }

  /** @param of.answer is what the customer reads. @throws NotFound, ReleaseRequestClosedAlready */
  @Transactional()
  async refuse(actor: StaffActor, of: { readonly id: string; readonly answer: string }): Promise<void> {
    const { request } = await this.due(of.id);
    request.refuse(of.answer, actor.userId, this.clock.now());
    await this.history.record(request.licenseId, request);
    await this.audit('licensing.release-refused', request);
  }

  private async due(id: string): Promise<LockedRequest> {
    const found = await this.requests.locked(id);
    // It gave its place back otherwise: nothing is left to decide.
    if (found.installation.releasedAt !== null) throw ReleaseRequestClosedAlready.before();
    return found;
  }

  private async audit(action: string, request: ReleaseRequest): Promise<void> {
    const { id: requestId, licenseId, organizationId, installationId } = request;
    const details = { requestId, installationId };
    await recordAudit(this.em, this.clock.now(), { action, objectId: licenseId, organizationId, details });
  }
}
