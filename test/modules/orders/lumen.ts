import { DefineProduct, type GivenRules } from '../../../src/modules/licensing/application/define-product.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import type { Portal } from '../../harness/portal.js';

const standard: GivenRules = {
  name: 'Standard',
  installationLimit: 3,
  maintenanceMonths: 12,
  validityMonths: null,
};

/** The product that the tests' store sells under the sku LUMEN. */
export async function defineLumen(portal: Portal, rules: Partial<PolicyRules> = {}): Promise<string> {
  const policy = { ...standard, ...rules };
  const { productId } = await portal
    .get(DefineProduct)
    .execute({ code: 'LUMEN', name: 'Lumen Studio', policy });
  return productId;
}
