import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ReleaseReason } from '../events/installation-released.js';
import { LicenseRepository } from '../persistence/license.repository.js';
import { Places } from './places.js';

/** Takes a machine's place from it, so that another can have it; nothing when it was released before. */
@Injectable()
export class ReleaseInstallation {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly places: Places,
  ) {}

  /**
   * The caller has checked who may.
   * @param command.userId who did it; null for the product itself
   * @throws NotFound when there is no such license, or it has no such installation
   */
  @Transactional()
  async execute(command: {
    readonly licenseId: string;
    readonly installationId: string;
    readonly reason: ReleaseReason;
    readonly userId: string | null;
  }): Promise<void> {
    const { licenseId, installationId, reason, userId } = command;
    const license = await this.licenses.locked(licenseId);
    const installation = await this.licenses.installation(license.id, installationId);
    await this.places.release(license, [installation], { reason, userId });
  }
}
