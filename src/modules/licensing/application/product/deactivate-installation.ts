import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { InstallationProofRequired, LicenseNotFound } from '../../domain/licensing.errors.js';
import { uidHash } from '../../domain/uid.js';
import { verdictOf } from '../../domain/verdict.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { LicenseHistory } from '../license-history.js';
import type { ProductCall } from './product-call.js';
import { SpentSignatures } from './spent-signatures.js';

/** The product gives the place of its machine back. */
@Injectable()
export class DeactivateInstallation {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly history: LicenseHistory,
    private readonly spent: SpentSignatures,
    private readonly clock: Clock,
  ) {}

  /**
   * True when this call released it, false when there was nothing to release. Serial number and fingerprint are enough
   * for a machine without a key: they fetch its UID anyway. One with a key proves itself as it does to activate again,
   * or a copied fingerprint could take its place away.
   * @throws LicenseNotFound
   * @throws InstallationProofRequired when the UID is wrong, or the machine has a key and sent neither proof
   * @throws SignatureReplayed
   */
  @Transactional()
  async execute({ found, signature }: ProductCall, uid: string | null): Promise<boolean> {
    if (!found) throw LicenseNotFound.with(verdictOf(null, this.clock.now()));
    if (found.installationId === null) return false;
    const license = await this.licenses.locked(found.licenseId);
    const installation = await this.licenses.installation(license.id, found.installationId);
    if (signature) await this.spent.burn(installation.id, signature);
    if (installation.releasedAt !== null) return false;
    const knowsUid = uid !== null && uidHash(uid).equals(installation.uidHash);
    const needsProof = uid !== null || installation.launchKey !== null;
    if (needsProof && !knowsUid && !signature) throw InstallationProofRequired.ofDeactivation();
    installation.release(license, { reason: 'product' }, this.clock.now());
    await this.history.record(license.id, installation);
    return true;
  }
}
