import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { LeaseRepository } from '../../persistence/lease.repository.js';
import { LicenseHistory } from '../license-history.js';
import { demandProof, LockMachine } from '../product/locked-machine.js';
import type { ProductCall } from '../product/product-call.js';

/** The product gives the lease of its machine back, before it runs out. */
@Injectable()
export class ReturnLease {
  constructor(
    readonly em: EntityManager,
    private readonly lock: LockMachine,
    private readonly leases: LeaseRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * True when this call ended it, false when none ran.
   * @throws LicenseNotFound, SignatureReplayed
   * @throws InstallationProofRequired when the UID is wrong, or the machine has a key and sent neither proof
   */
  @Transactional()
  async execute(call: ProductCall, uid: string | null): Promise<boolean> {
    const { license, installation } = await this.lock.execute(call);
    if (!installation) return false;
    demandProof(installation, call, uid);
    const lease = await this.leases.of(installation.id);
    const ended = lease?.end(license, 'returned', this.clock.now()) ?? false;
    if (lease) await this.history.record(license.id, lease);
    return ended;
  }
}
