import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Licensing } from '../../../licensing/index.js';
import { newestFirst } from '../../domain/release.policy.js';
import { PublishedReleases } from '../published-releases.js';
import { UpdateRights } from '../update-rights.js';

/** A version that runs on so many of the customer's machines. */
export interface VersionInUse {
  readonly version: string;
  readonly installations: number;
}

/** A product whose upgrades can be planned. */
export interface PlannableProduct {
  readonly productId: string;
  readonly productName: string;
  /** The most used first; at most 8. */
  readonly inUse: readonly VersionInUse[];
  /** Published and not withdrawn, newest first. */
  readonly goals: readonly string[];
}

const mostShown = 8;

/** What the form of the planner offers to choose from. */
@Injectable()
export class ShowPlanner {
  constructor(
    private readonly rights: UpdateRights,
    private readonly releases: PublishedReleases,
    private readonly licensing: Licensing,
  ) {}

  /** The customer's products by name. */
  async execute(actor: CustomerActor): Promise<PlannableProduct[]> {
    const products = await this.rights.of(actor);
    const [releases, copies] = await Promise.all([
      this.releases.ofProducts([...products.keys()]),
      this.licensing.installedCopies({
        organizationId: actor.organizationId,
        licenseId: actor.limitedTo?.licenseId ?? null,
      }),
    ]);
    return [...products.values()]
      .sort((a, b) => a.productName.localeCompare(b.productName))
      .map(({ productId, productName }) => ({
        productId,
        productName,
        inUse: counted(copies.filter((copy) => copy.productId === productId)),
        goals: newestFirst(
          releases.filter((release) => release.productId === productId && release.status === 'published'),
        ).map(({ version }) => version),
      }));
  }
}

function counted(copies: readonly { readonly version: string }[]): VersionInUse[] {
  const counts = new Map<string, number>();
  for (const { version } of copies)
    if (/^v?\d/.test(version)) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts]
    .map(([version, installations]) => ({ version, installations }))
    .sort((a, b) => b.installations - a.installations || a.version.localeCompare(b.version))
    .slice(0, mostShown);
}
