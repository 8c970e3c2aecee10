import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { Installation } from '../../domain/installation.js';
import type { License } from '../../domain/license.js';
import { InstallationProofRequired, LicenseNotFound } from '../../domain/licensing.errors.js';
import type { Policy } from '../../domain/policy.js';
import { installedStanding } from '../../domain/standing.js';
import { uidHash } from '../../domain/uid.js';
import { verdictOf } from '../../domain/verdict.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { LastSeen } from './last-seen.js';
import type { ProductCall } from './product-call.js';
import { SpentSignatures } from './spent-signatures.js';

/** A license and the machine that calls, locked until the transaction ends. */
export interface LockedMachine {
  readonly license: License;
  readonly policy: Policy;
  /** Null when the license does not know the machine. */
  readonly installation: Installation | null;
  /** Where it stands as an installation, whatever its lease does. */
  readonly standing: ReturnType<typeof installedStanding>;
}

/** Locks what a call is about that changes something, and spends its signature. */
@Injectable()
export class LockMachine {
  constructor(
    private readonly licenses: LicenseRepository,
    private readonly products: ProductRepository,
    private readonly spent: SpentSignatures,
    private readonly lastSeen: LastSeen,
    private readonly clock: Clock,
  ) {}

  /** @throws LicenseNotFound, SignatureReplayed */
  async execute({ found, signature }: ProductCall): Promise<LockedMachine> {
    if (!found) throw LicenseNotFound.with(verdictOf(null, this.clock.now()));
    const license = await this.licenses.locked(found.licenseId);
    const policy = await this.products.policy(license.policyId);
    const { installationId } = found;
    const installation = installationId && (await this.licenses.installation(license.id, installationId));
    if (installation && signature) await this.spent.burn(installation.id, signature);
    const machine = installation || null;
    const now = this.clock.now();
    const standing = installedStanding(machine, policy.heartbeatSeconds, now);
    if (machine && standing === 'holds') this.lastSeen.note(machine.id, now, null);
    return { license, policy, installation: machine, standing };
  }
}

/**
 * Serial number and fingerprint are enough for a machine without a key: they fetch its UID anyway. One with a key proves
 * itself as it does to activate again, or a copied fingerprint could take from it what it has.
 * @throws InstallationProofRequired when the UID is wrong, or the machine has a key and sent neither proof
 */
export function demandProof(
  installation: Installation,
  { signature }: ProductCall,
  uid: string | null,
): void {
  const knowsUid = uid !== null && uidHash(uid).equals(installation.uidHash);
  const needsProof = uid !== null || installation.launchKey !== null;
  if (needsProof && !knowsUid && !signature) throw InstallationProofRequired.ofDeactivation();
}
