import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { taggedFingerprint } from '../../domain/fingerprint.js';
import { Installation, type InstallationId, type Machine } from '../../domain/installation.js';
import type { License } from '../../domain/license.js';
import type { Policy } from '../../domain/policy.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { Seats } from '../seats.js';
import { UidVault } from '../uid-vault.js';
import type { OfflineRequest } from './read-request.js';

/** What a code does not tell of a machine. */
const untold = { platform: 'offline', version: '-' };

/** Gives a machine without internet its place, or finds the one it has. The caller holds the license's lock. */
@Injectable()
export class PlaceOffline {
  constructor(
    private readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly seats: Seats,
    private readonly vault: UidVault,
    private readonly clock: Clock,
  ) {}

  /** The machine's installation that is in use; null when there is none. */
  async find(license: License, { fingerprint }: OfflineRequest): Promise<Installation | null> {
    return 'tag' in fingerprint
      ? this.licenses.installationTagged(license.id, fingerprint.tag)
      : this.licenses.installationOn(license.id, fingerprint.whole);
  }

  /**
   * @throws LicenseNotUsable, InstallationLimitReached
   * @throws LaunchKeyHeld when the machine is known by another key, or without one
   */
  async take(of: {
    readonly license: License;
    readonly policy: Policy;
    readonly known: Installation | null;
    readonly request: OfflineRequest;
  }): Promise<Installation> {
    const { license, policy, known, request } = of;
    const machine = machineOf(request, known);
    await this.seats.judge({ license, policy, known, machine });
    const now = this.clock.now();
    license.beginTerm(policy, 'first-activation', now);
    if (!known) return this.activate(license, machine, request.publicKey);
    if (request.publicKey) known.proveItself({ launchKey: request.publicKey, uidHash: null });
    known.seenAgain(machine, now);
    return known;
  }

  private activate(license: License, machine: Machine, launchKey: Buffer | null): Installation {
    const id = newId<InstallationId>();
    const { uid: _, ...kept } = this.vault.mint(id);
    const installation = Installation.activate(
      { id, license, machine, launchKey, ...kept },
      this.clock.now(),
    );
    this.em.persist(installation);
    return installation;
  }
}

function machineOf({ fingerprint, machine }: OfflineRequest, known: Installation | null): Machine {
  const print = 'tag' in fingerprint ? taggedFingerprint(fingerprint.tag) : fingerprint.whole;
  if ('platform' in machine) return { ...machine, fingerprint: print };
  const name = machine.name ?? known?.name ?? print;
  const { platform, version } = known ? { platform: known.platform, version: known.appVersion } : untold;
  return { fingerprint: print, name, platform, version };
}
