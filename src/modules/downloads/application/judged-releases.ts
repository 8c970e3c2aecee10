import { judge, newestPermitted, type UpdateRight, type Verdict } from '../domain/release.policy.js';
import { type Explanation, explain, type Offer, type Reader } from './explanation.js';
import type { PublishedRelease } from './published-releases.js';
import type { LicensedProduct } from './update-rights.js';

/** A release with what the customer's licenses say about it. */
export interface JudgedRelease extends PublishedRelease, Explanation {
  readonly productName: string;
  readonly verdict: Verdict;
  /** The newest permitted release of the product; null when this one is permitted, or none is. */
  readonly offer: Offer | null;
}

/**
 * Judges each release and explains each refusal.
 * @param all every release of the products, to find the one to offer
 */
export function judged(
  releases: readonly PublishedRelease[],
  all: readonly PublishedRelease[],
  products: ReadonlyMap<string, LicensedProduct>,
  reader: Reader,
): JudgedRelease[] {
  const offers = new Map<string, Offer | null>();
  for (const { productId, rights } of products.values()) {
    offers.set(
      productId,
      offerOf(
        all.filter((release) => release.productId === productId),
        rights,
      ),
    );
  }
  return releases.map((release) => {
    const product = products.get(release.productId);
    const verdict = judge(release, product?.rights ?? []);
    const productName = product?.productName ?? '';
    const offer = verdict.entitled ? null : (offers.get(release.productId) ?? null);
    return {
      ...release,
      productName,
      verdict,
      offer,
      ...explain({ ...release, productName, verdict, offer }, reader),
    };
  });
}

function offerOf(releases: readonly PublishedRelease[], rights: readonly UpdateRight[]): Offer | null {
  const newest = newestPermitted(releases, rights);
  return newest && { id: newest.id, version: newest.version };
}
