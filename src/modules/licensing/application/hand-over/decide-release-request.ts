import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import type { Installation } from '../../domain/installation.js';
import type { License } from '../../domain/license.js';
import type { ReleaseRequest } from '../../domain/release-request.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ReleaseRequestRepository } from '../../persistence/release-request.repository.js';
import { LicenseHistory } from '../license-history.js';

interface Locked {
  readonly license: License;
  readonly request: ReleaseRequest;
  readonly installation: Installation;
}

/** Agents decide what a customer asked for (row LI-5). */
@Injectable()
export class DecideReleaseRequest {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly requests: ReleaseRequestRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /** Releases the machine, whatever the budget. @throws NotFound, ReleaseRequestClosedAlready */
  @Transactional()
  async approve(actor: StaffActor, id: string): Promise<void> {
    const { license, request, installation } = await this.locked(id);
    const now = this.clock.now();
    request.approve(actor.userId, now);
    installation.release(license, { reason: 'agent', userId: actor.userId }, now);
    await this.record('licensing.release-approved', request, installation);
  }

  /** @param of.answer is what the customer reads. @throws NotFound, ReleaseRequestClosedAlready */
  @Transactional()
  async refuse(actor: StaffActor, of: { readonly id: string; readonly answer: string }): Promise<void> {
    const { request, installation } = await this.locked(of.id);
    request.refuse(of.answer, actor.userId, this.clock.now());
    await this.record('licensing.release-refused', request, installation);
  }

  private async locked(id: string): Promise<Locked> {
    const license = await this.licenses.locked(await this.requests.licenseOf(id));
    const request = await this.requests.of(license.id, id);
    const installation = await this.licenses.installation(license.id, request.installationId);
    return { license, request, installation };
  }

  private async record(action: string, request: ReleaseRequest, installation: Installation): Promise<void> {
    const { id: requestId, licenseId, organizationId, installationId } = request;
    await this.history.record(licenseId, request, installation);
    const details = { requestId, installationId };
    await recordAudit(this.em, this.clock.now(), { action, objectId: licenseId, organizationId, details });
  }
}
