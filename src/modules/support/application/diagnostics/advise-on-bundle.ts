import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Downloads, type NewerRelease } from '../../../downloads/index.js';
import { Licensing, type ProductSummary } from '../../../licensing/index.js';

/** What a diagnostic bundle says of itself, and the license that its request is about. */
export interface BundleInQuestion {
  readonly licenseId: string;
  /** The code of its product. */
  readonly product: string;
  readonly version: string;
}

export interface BundleAdvice {
  /** The product of the license, where the bundle is of another one; null: it is of this one, or nobody knows. */
  readonly otherThan: Pick<ProductSummary, 'code' | 'name'> | null;
  /** The newest release that the license covers, where the bundle is of an older one. */
  readonly newer: NewerRelease | null;
}

const none: BundleAdvice = { otherThan: null, newer: null };

/** What is worth knowing before a diagnostic bundle is sent (rows SU-6, SU-10). */
@Injectable()
export class AdviseOnBundle {
  constructor(
    private readonly licensing: Licensing,
    private readonly downloads: Downloads,
  ) {}

  /** Of a license that is not the actor's it knows nothing. */
  async execute(actor: CustomerActor, bundle: BundleInQuestion): Promise<BundleAdvice> {
    const { licenseId, version } = bundle;
    const { limitedTo, organizationId } = actor;
    if (limitedTo !== null && limitedTo.licenseId !== licenseId) return none;
    const [license] = await this.licensing.entitlementsOf({ organizationId, licenseId });
    if (!license) return none;
    const products = await this.licensing.products();
    const licensed = products.find(({ id }) => id === license.productId);
    if (licensed && licensed.code.toLowerCase() !== bundle.product.trim().toLowerCase())
      return { ...none, otherThan: { code: licensed.code, name: licensed.name } };
    return { ...none, newer: await this.downloads.newerFor(actor, [version], licenseId) };
  }
}
