import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { InstallationNotActive } from '../../domain/licensing.errors.js';
import { type UpdateChannel, UpdateFeed, type UpdateFeedId } from '../../domain/update-feed.js';
import { verdictOf } from '../../domain/verdict.js';
import { demandProof, type LockedMachine, LockMachine } from '../product/locked-machine.js';
import type { ProductCall } from '../product/product-call.js';
import { factsOf } from '../seats.js';
import { newFeedToken, type OpenedFeed } from './open-update-feed.js';

/** The product asks for the address of its machine's updates, which takes the place of the one it had. */
@Injectable()
export class OpenMachineFeed {
  constructor(
    readonly em: EntityManager,
    private readonly lock: LockMachine,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws LicenseNotFound
   * @throws InstallationNotActive for a machine that is not installed
   * @throws InstallationProofRequired when the UID is wrong, or the machine has a key and sent neither proof
   * @throws SignatureReplayed
   */
  @Transactional()
  async execute(
    call: ProductCall,
    { uid, channel }: { readonly uid: string | null; readonly channel: UpdateChannel },
  ): Promise<OpenedFeed> {
    const machine = await this.lock.execute(call);
    const { license, installation } = machine;
    const now = this.clock.now();
    if (!installation || installation.releasedAt !== null) throw notActive(machine, now);
    demandProof(installation, call, uid);
    const { id: licenseId, organizationId } = license;
    const before = await this.em.findOne(UpdateFeed, { installationId: installation.id, closedAt: null });
    before?.close(now);
    // One at a time, whatever order the statements of a flush have.
    await this.em.flush();
    const { token, tokenHash } = newFeedToken();
    const id = newId<UpdateFeedId>();
    const about = { licenseId, organizationId, installationId: installation.id, name: null, createdBy: null };
    this.em.persist(UpdateFeed.open({ ...about, id, tokenHash, channel }, now));
    return { id, token, channel };
  }
}

function notActive({ license, policy, standing }: LockedMachine, now: Date): InstallationNotActive {
  const unasked = { taken: 0, asked: 0, limit: null };
  const facts = {
    ...factsOf(license, policy),
    standing,
    ...{ places: null, cores: unasked, users: unasked, usage: null },
    ...{ wantedFeatures: [], versionPublishedAt: null },
  };
  return InstallationNotActive.with(verdictOf(facts, now));
}
