import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { BundleLimitReached } from '../../domain/bundle.errors.js';
import { Bundle, type BundleId } from '../../domain/bundle.js';
import type { Reader } from '../explanation.js';
import type { PublishedRelease } from '../published-releases.js';
import { assertEntitled, BundledReleases } from './bundled-releases.js';

/** How many bundles an organization has at a time. */
export const bundleLimit = 3;

export interface BundleWish {
  readonly licenseId: string;
  readonly releaseId: string;
  readonly platform: string;
}

/** Asks the worker for a bundle. Who asks for what is there already gets that one. */
@Injectable()
export class RequestBundle {
  constructor(
    readonly em: EntityManager,
    private readonly bundled: BundledReleases,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when license or release are missing or somebody else's
   * @throws NotEntitled when the license does not cover the release
   * @throws InvalidInput for a platform without files; BundleLimitReached
   */
  @Transactional()
  async execute(actor: CustomerActor, wish: BundleWish, reader: Reader): Promise<BundleId> {
    const { organizationId, userId: requestedBy, limitedTo } = actor;
    if (limitedTo && limitedTo.licenseId !== wish.licenseId) throw NotFound.of('license');
    const found = await this.bundled.find({ ...wish, organizationId });
    if (!found) throw NotFound.of('release');
    assertEntitled(found, reader);
    if (!platformsOf(found.release).includes(wish.platform))
      throw InvalidInput.field('platform', 'Choose a platform that this release has files for.');
    const withLicenseFiles = may(actor, 'licenses.manage');
    const asked = { ...wish, organizationId, locale: reader.locale, withLicenseFiles };
    const there = await this.alreadyThere(asked);
    if (there) return there;
    const id = newId<BundleId>();
    this.em.persist(Bundle.request({ ...asked, id, requestedBy }, this.clock.now()));
    await this.audit.record({ action: 'downloads.bundle-requested', objectId: id, organizationId });
    return id;
  }

  /** Two requests at once follow each other, so that the limit holds. */
  private async alreadyThere(asked: Partial<Bundle>): Promise<BundleId | null> {
    const { organizationId } = asked;
    const lock = `downloads.bundle ${organizationId}`;
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [lock]);
    const alive = await this.em.find(Bundle, {
      organizationId: organizationId ?? '',
      expiresAt: { $gt: this.clock.now() },
      failure: null,
    });
    const same = alive.find((bundle) => wished.every((name) => bundle[name] === asked[name]));
    if (!same && alive.length >= bundleLimit) throw BundleLimitReached.of(bundleLimit);
    return same?.id ?? null;
  }
}

const wished = ['licenseId', 'releaseId', 'platform', 'locale', 'withLicenseFiles'] as const;

/** The platforms that a release can be bundled for. */
export function platformsOf({ artifacts }: Pick<PublishedRelease, 'artifacts'>): string[] {
  const named = [...new Set(artifacts.map(({ platform }) => platform))].sort();
  return named.length > 1 ? named.filter((platform) => platform !== 'any') : named;
}
