import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock, hour, later, second } from '../../../../kernel/clock.js';
import { NotFound, TooManyAttempts } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import {
  InstallationReleasedAlready,
  ReleaseNotYours,
  ReleaseRequestOpen,
} from '../../domain/hand-over.errors.js';
import { mayAskForRelease, mayWithdraw } from '../../domain/hand-over.policy.js';
import type { Installation } from '../../domain/installation.js';
import type { License } from '../../domain/license.js';
import { mayReach } from '../../domain/license.policy.js';
import { ReleaseRequest, type ReleaseRequestId } from '../../domain/release-request.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ReleaseRequestRepository } from '../../persistence/release-request.repository.js';
import { LicenseHistory } from '../license-history.js';

const mostAnHour = 20;

/** A customer asks agents to release a machine, and takes that back (row LI-5). */
@Injectable()
export class AskForRelease {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly requests: ReleaseRequestRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when the license or the machine is missing or somebody else's
   * @throws ReleaseNotYours for who neither manages licenses nor holds the key of this one
   * @throws InstallationReleasedAlready, ReleaseRequestOpen
   * @throws TooManyAttempts above 20 an hour for the license
   */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: { readonly licenseId: string; readonly installationId: string; readonly reason: string },
  ): Promise<ReleaseRequestId> {
    const license = await this.lockedFor(actor, command.licenseId);
    const installation = await this.licenses.ownInstallation(license.id, command.installationId);
    if (!mayAskForRelease(actor)) throw ReleaseNotYours.toAsk();
    const now = this.clock.now();
    await this.demandAskable(installation, now);
    const request = ReleaseRequest.open(
      {
        id: newId(),
        licenseId: license.id,
        installationId: installation.id,
        organizationId: license.organizationId,
        reason: command.reason,
        requestedBy: actor.userId,
        byKeyHolder: actor.limitedTo !== null,
      },
      now,
    );
    this.em.persist(request);
    await this.record('licensing.release-requested', request);
    return request.id;
  }

  /** @throws NotFound, ReleaseNotYours, ReleaseRequestClosedAlready */
  @Transactional()
  async withdraw(
    actor: CustomerActor,
    command: { readonly licenseId: string; readonly requestId: string },
  ): Promise<void> {
    const license = await this.lockedFor(actor, command.licenseId);
    const request = await this.requests.of(license.id, command.requestId);
    // What the owner before asked for is not the new owner's to read or to change.
    if (request.organizationId !== license.organizationId) throw NotFound.of('request');
    if (!mayWithdraw(actor, request)) throw ReleaseNotYours.toAsk();
    request.withdraw(actor.userId, this.clock.now());
    await this.record('licensing.release-request-withdrawn', request);
  }

  private async demandAskable({ id, licenseId, releasedAt }: Installation, now: Date): Promise<void> {
    if (releasedAt !== null) throw InstallationReleasedAlready.before();
    if (await this.requests.openFor(id)) throw ReleaseRequestOpen.already();
    // Each one stays in the chain of the license for ever, also when it is taken back.
    if ((await this.requests.askedSince(licenseId, later(now, -hour))) >= mostAnHour)
      throw TooManyAttempts.retryIn(hour / second);
  }

  private async lockedFor(actor: CustomerActor, id: string): Promise<License> {
    const license = await this.licenses.locked(id);
    if (!mayReach(actor, license)) throw NotFound.of('license');
    return license;
  }

  private async record(action: string, request: ReleaseRequest): Promise<void> {
    const { id: requestId, licenseId, organizationId, installationId } = request;
    await this.history.record(licenseId, request);
    await recordAudit(this.em, this.clock.now(), {
      action,
      organizationId,
      objectId: licenseId,
      details: { requestId, installationId },
    });
  }
}
