import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { Installation, type InstallationId, type Machine } from '../domain/installation.js';
import type { License } from '../domain/license.js';
import { LicenseNotFound } from '../domain/licensing.errors.js';
import { parseSerialNumber } from '../domain/serial-number.js';
import { uidHash } from '../domain/uid.js';
import { type Verdict, verdictOf } from '../domain/verdict.js';
import { LicenseRepository } from '../persistence/license.repository.js';
import { ProductRepository } from '../persistence/product.repository.js';
import { LicenseHistory } from './license-history.js';
import { Seats } from './seats.js';
import { UidVault } from './uid-vault.js';

/** An installation that may run. `renewed` when the machine had activated before and keeps its UID. */
export interface Activation {
  readonly activationId: InstallationId;
  readonly uid: string;
  readonly verdict: Verdict;
  readonly renewed: boolean;
}

export interface ActivationRequest extends Machine {
  readonly serialNumber: string;
  /** 32 bytes of an Ed25519 public key, for launches (row ID-1). */
  readonly launchKey?: Buffer | undefined;
  /** The UID that the machine has already. */
  readonly uid?: string | undefined;
}

type Activated = readonly [Installation, Activation];

/** Lets a copy of the product on a machine use a license, or says why not. */
@Injectable()
export class ActivateInstallation {
  constructor(
    private readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly products: ProductRepository,
    private readonly seats: Seats,
    private readonly vault: UidVault,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * The license stays locked from the count to the commit, so the limit holds whatever arrives together.
   *
   * @throws LicenseNotFound for a serial number that is wrong or nobody's
   * @throws LicenseNotUsable when it is suspended, revoked or expired
   * @throws InstallationLimitReached when machines, cores or people would be too many
   * @throws LaunchKeyHeld when the machine is known and brings neither its key nor its UID
   */
  @Transactional()
  async execute(command: ActivationRequest): Promise<Activation> {
    const serialNumber = parseSerialNumber(command.serialNumber);
    const license = serialNumber && (await this.licenses.lockedBySerialNumber(serialNumber));
    if (!license) throw LicenseNotFound.with(verdictOf(null, this.clock.now()));
    const known = await this.licenses.installationOn(license.id, command.fingerprint);
    const policy = await this.products.policy(license.policyId);
    const verdict = await this.seats.judge({ license, policy, known, machine: command });
    license.beginTerm(policy, 'first-activation', this.clock.now());
    const [installation, activation] = known
      ? this.renew(known, command, verdict)
      : this.activate(license, command, verdict);
    await this.history.record(license.id, license, installation);
    return activation;
  }

  private activate(license: License, machine: ActivationRequest, verdict: Verdict): Activated {
    const id = newId<InstallationId>();
    const { uid, ...kept } = this.vault.mint(id);
    const launchKey = machine.launchKey ?? null;
    const now = this.clock.now();
    const installation = Installation.activate({ id, license, machine, launchKey, ...kept }, now);
    this.em.persist(installation);
    return [installation, { activationId: id, uid, verdict, renewed: false }];
  }

  private renew(installation: Installation, machine: ActivationRequest, verdict: Verdict): Activated {
    installation.proveItself({
      launchKey: machine.launchKey ?? null,
      uidHash: machine.uid === undefined ? null : uidHash(machine.uid),
    });
    installation.seenAgain(machine, this.clock.now());
    const { id } = installation;
    const uid = this.vault.open(installation.uidSealed, id) ?? this.newUid(installation);
    return [installation, { activationId: id, uid, verdict, renewed: true }];
  }

  private newUid(installation: Installation): string {
    const { uid, ...kept } = this.vault.mint(installation.id);
    installation.replaceUid(kept);
    return uid;
  }
}
