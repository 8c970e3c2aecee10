import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { Licensing } from '../../../licensing/index.js';
import { judge } from '../../domain/release.policy.js';
import type { Reader } from '../explanation.js';
import type { JudgedRelease } from '../judged-releases.js';
import { ShowRelease } from '../show-release.js';
import { rightOf } from '../update-rights.js';
import { platformsOf } from './request-bundle.js';

/** What a bundle of a release can be asked for. */
export interface BundleForm {
  readonly release: JudgedRelease;
  /** Those that cover the release. */
  readonly licenses: readonly { readonly licenseId: string; readonly serialNumber: string }[];
  readonly platforms: readonly string[];
  readonly withLicenseFiles: boolean;
}

/** Shows what to choose from when asking for a bundle. */
@Injectable()
export class ShowBundleForm {
  constructor(
    private readonly show: ShowRelease,
    private readonly licensing: Licensing,
  ) {}

  /** @throws NotFound for a release that the customer may not know of, or may not have */
  async execute(actor: CustomerActor, releaseId: string, reader: Reader): Promise<BundleForm> {
    const release = await this.show.execute(actor, releaseId, reader);
    const { organizationId, limitedTo } = actor;
    const licenseId = limitedTo?.licenseId ?? null;
    const entitlements = await this.licensing.entitlementsOf({ organizationId, licenseId });
    const licenses = entitlements
      .filter(({ productId }) => productId === release.productId)
      .filter((entitlement) => judge(release, [rightOf(entitlement)]).entitled);
    if (licenses.length === 0) throw NotFound.of('release');
    const withLicenseFiles = may(actor, 'licenses.manage');
    return { release, licenses, platforms: platformsOf(release), withLicenseFiles };
  }
}
