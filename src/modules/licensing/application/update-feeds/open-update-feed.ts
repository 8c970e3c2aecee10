import { randomBytes } from 'node:crypto';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { mayReach } from '../../domain/license.policy.js';
import { TooManyUpdateFeeds } from '../../domain/update-feed.errors.js';
import {
  feedTokenBytes,
  feedTokenHash,
  feedTokenOf,
  type UpdateChannel,
  UpdateFeed,
  type UpdateFeedId,
} from '../../domain/update-feed.js';
import { LicenseRepository } from '../../persistence/license.repository.js';

const mostOfLicense = 20;

/** A feed with the secret of its address, which nobody can see again. */
export interface OpenedFeed {
  readonly id: UpdateFeedId;
  readonly token: string;
  readonly channel: UpdateChannel;
}

/** Makes the secret of an address, and what the portal keeps of it. */
export function newFeedToken(): { token: string; tokenHash: Buffer } {
  const token = feedTokenOf(randomBytes(feedTokenBytes));
  return { token, tokenHash: feedTokenHash(token) ?? Buffer.alloc(0) };
}

/** A person makes an address for the updaters of a license, and closes it. */
@Injectable()
export class OpenUpdateFeed {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the license is missing or somebody else's @throws TooManyUpdateFeeds */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: { readonly licenseId: string; readonly name: string; readonly channel: UpdateChannel },
  ): Promise<OpenedFeed> {
    const license = await this.lockedFor(actor, command.licenseId);
    const { id: licenseId, organizationId } = license;
    const open = await this.em.count(UpdateFeed, {
      licenseId,
      organizationId,
      installationId: null,
      closedAt: null,
    });
    if (open >= mostOfLicense) throw TooManyUpdateFeeds.already(mostOfLicense);
    const { token, tokenHash } = newFeedToken();
    const { name, channel } = command;
    const about = { licenseId, organizationId, installationId: null, name, channel };
    const id = newId<UpdateFeedId>();
    const now = this.clock.now();
    this.em.persist(UpdateFeed.open({ ...about, id, tokenHash, createdBy: actor.userId }, now));
    await this.record('licensing.update-feed-opened', licenseId, id);
    return { id, token, channel };
  }

  /** @throws NotFound when the license or the feed is missing or somebody else's */
  @Transactional()
  async close(
    actor: CustomerActor,
    command: { readonly licenseId: string; readonly feedId: string },
  ): Promise<void> {
    const { id: licenseId, organizationId } = await this.lockedFor(actor, command.licenseId);
    const id = command.feedId as UpdateFeedId;
    const feed = await this.em.findOne(UpdateFeed, { id, licenseId, organizationId });
    if (!feed) throw NotFound.of('update feed');
    if (feed.closedAt !== null) return;
    feed.close(this.clock.now());
    await this.record('licensing.update-feed-closed', licenseId, id);
  }

  private async lockedFor(actor: CustomerActor, id: string) {
    const license = await this.licenses.locked(id);
    if (!mayReach(actor, license)) throw NotFound.of('license');
    return license;
  }

  private async record(action: string, licenseId: string, feedId: UpdateFeedId): Promise<void> {
    await this.audit.record({ action, objectId: licenseId, details: { feedId } });
  }
}
