import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { type Entitlement, Licensing } from '../../licensing/index.js';
import type { UpdateRight } from '../domain/release.policy.js';

/** A product that the customer has or had a license of, and what its licenses say about updates. */
export interface LicensedProduct {
  readonly productId: string;
  readonly productName: string;
  readonly rights: readonly UpdateRight[];
}

/** Asks licensing at every request, so that a revoked license stops the next byte range (security.md B5). */
@Injectable()
export class UpdateRights {
  constructor(private readonly licensing: Licensing) {}

  /** The actor's products by id; for a key holder the one of that license. */
  async of(actor: CustomerActor): Promise<Map<string, LicensedProduct>> {
    return this.ofOrganization(actor.organizationId, actor.limitedTo?.licenseId ?? null);
  }

  /** All of an organization by id, or the one of a license, where nobody asks. */
  async ofOrganization(
    organizationId: OrganizationId,
    licenseId: string | null = null,
  ): Promise<Map<string, LicensedProduct>> {
    const entitlements = await this.licensing.entitlementsOf({ organizationId, licenseId });
    const products = new Map<string, LicensedProduct & { rights: UpdateRight[] }>();
    for (const entitlement of entitlements) {
      const { productId, productName } = entitlement;
      const product = products.get(productId) ?? { productId, productName, rights: [] };
      product.rights.push(rightOf(entitlement));
      products.set(productId, product);
    }
    return products;
  }
}

/** What one license says about the updates of its product. */
export function rightOf({ licenseId, status, maintenanceEndsAt }: Entitlement): UpdateRight {
  const state = status === 'revoked' || status === 'suspended' ? status : 'valid';
  return { licenseId, state, maintenanceEndsAt };
}
