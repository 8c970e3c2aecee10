import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { License } from '../../domain/license.js';
import { mayReach } from '../../domain/license.policy.js';
import { OfflineRequestOfOtherLicense, OfflineRequestUsed } from '../../domain/offline.errors.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { AnswerOffline, type OfflineAnswer } from './answer-offline.js';
import { OfflineRequests } from './offline-requests.js';
import { type Brought, type OfflineRequest, readRequest } from './read-request.js';

/** Takes what a person brings from a machine without internet (row LI-4). */
@Injectable()
export class TakeOfflineRequest {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly products: ProductRepository,
    private readonly requests: OfflineRequests,
    private readonly answer: AnswerOffline,
  ) {}

  /**
   * The same request gets the same answer and no second place. The license stays locked to the end, so its limit holds.
   *
   * @throws NotFound when the license is missing or somebody else's
   * @throws OfflineRequestUnreadable, OfflineRequestForged, OfflineRequestOfOtherLicense, OfflineRequestUsed
   * @throws OfflineNotOffered, OfflineMachineUnknown, OfflineReceiptOutdated
   * @throws LicenseNotUsable, InstallationLimitReached, LaunchKeyHeld, SigningKeyUnreadable
   */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: Brought & { readonly licenseId: string },
  ): Promise<OfflineAnswer> {
    const license = await this.licenses.locked(command.licenseId);
    if (!mayReach(actor, license)) throw NotFound.of('license');
    const request = readRequest(command);
    if (!request.isFor(license.serialNumber)) throw await this.refusalOf(license);
    const before = await this.before(license, request);
    if (before) return before;
    if (request.kind === 'deactivate') return this.answer.release(license, request, actor.userId);
    return this.answer.write(license, await this.products.policy(license.policyId), request);
  }

  private async refusalOf({ id }: License): Promise<OfflineRequestOfOtherLicense> {
    const renumbered = await this.licenses.wasRenumbered(id);
    return OfflineRequestOfOtherLicense[renumbered ? 'orOldSerialNumber' : 'refused']();
  }

  private async before(license: License, { nonce, digest }: OfflineRequest): Promise<OfflineAnswer | null> {
    const taken = await this.requests.find(license.id, nonce);
    if (!taken) return null;
    if (!taken.digest.equals(digest)) throw OfflineRequestUsed.before();
    const { releasedAt } = await this.licenses.installation(license.id, taken.installationId);
    if (taken.file !== null && releasedAt !== null) throw OfflineRequestUsed.before();
    return { ...taken, repeated: true };
  }
}
