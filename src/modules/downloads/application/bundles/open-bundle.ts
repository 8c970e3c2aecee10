import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { BundleNotReady } from '../../domain/bundle.errors.js';
import type { Reader } from '../explanation.js';
import { bundleName } from './bundle-name.js';
import { assertEntitled, BundledReleases } from './bundled-releases.js';
import { ShowBundles } from './show-bundles.js';

/** A bundle that the customer may download now. */
export interface OpenedBundle {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
}

/** Where a bundle lies. */
export const bundleKey = (bundleId: string): string => `bundles/${bundleId}`;

/** Decides at every request, and so at every byte range, whether the customer may have the bundle. */
@Injectable()
export class OpenBundle {
  constructor(
    private readonly bundles: ShowBundles,
    private readonly bundled: BundledReleases,
  ) {}

  /**
   * @throws NotFound when it is missing, over, or somebody else's; BundleNotReady
   * @throws NotEntitled once the license is revoked or the release withdrawn
   */
  async execute(actor: CustomerActor, id: string, reader: Reader): Promise<OpenedBundle> {
    const { sizeBytes, sha256, ...bundle } = await this.bundles.one(actor, id);
    const found = await this.bundled.find({ ...bundle, organizationId: actor.organizationId });
    if (!found) throw NotFound.of('bundle');
    assertEntitled(found, reader);
    if (sizeBytes === null || sha256 === null) throw BundleNotReady.yet();
    return { fileName: `${bundleName(bundle)}.tar`, sizeBytes, sha256, storageKey: bundleKey(id) };
  }
}
