import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { LicenseNotFound } from '../../domain/licensing.errors.js';
import { verdictOf } from '../../domain/verdict.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { Places } from '../places.js';
import { demandProof } from './locked-machine.js';
import type { ProductCall } from './product-call.js';
import { SpentSignatures } from './spent-signatures.js';

/** The product gives the place of its machine back. */
@Injectable()
export class DeactivateInstallation {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly places: Places,
    private readonly spent: SpentSignatures,
    private readonly clock: Clock,
  ) {}

  /**
   * True when this call released it, false when there was nothing to release.
   * @throws LicenseNotFound
   * @throws InstallationProofRequired when the UID is wrong, or the machine has a key and sent neither proof
   * @throws SignatureReplayed
   */
  @Transactional()
  async execute(call: ProductCall, uid: string | null): Promise<boolean> {
    const { found, signature } = call;
    if (!found) throw LicenseNotFound.with(verdictOf(null, this.clock.now()));
    if (found.installationId === null) return false;
    const license = await this.licenses.locked(found.licenseId);
    const installation = await this.licenses.installation(license.id, found.installationId);
    if (signature) await this.spent.burn(installation.id, signature);
    if (installation.releasedAt !== null) return false;
    demandProof(installation, call, uid);
    await this.places.release(license, [installation], { reason: 'product' });
    return true;
  }
}
