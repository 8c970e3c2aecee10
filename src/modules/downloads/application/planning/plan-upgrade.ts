import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { judge } from '../../domain/release.policy.js';
import { type UpgradePath, upgradePath } from '../../domain/upgrade-path.js';
import { Version } from '../../domain/version.js';
import { type Explanation, explain, type Reader } from '../explanation.js';
import { type PublishedRelease, PublishedReleases } from '../published-releases.js';
import { UpdateRights } from '../update-rights.js';
import { type PlatformSize, sizesOf } from './plan-sizes.js';

export interface UpgradeQuestion {
  readonly productId: string;
  readonly from: string;
  /** The newest release that the licenses permit when left out. */
  readonly to?: string | undefined;
}

/** How to get from one version to another, or why not (row DL-5). */
export interface UpgradePlan extends Explanation {
  readonly productId: string;
  readonly productName: string;
  /** In normal form. */
  readonly from: string;
  readonly path: UpgradePath<PublishedRelease>;
  /** Of all steps together. */
  readonly sizes: readonly PlatformSize[];
}

/** Plans an upgrade for the licenses that the customer has. */
@Injectable()
export class PlanUpgrade {
  constructor(
    private readonly rights: UpdateRights,
    private readonly releases: PublishedReleases,
  ) {}

  /**
   * @throws NotFound for a product that the customer has no license of
   * @throws InvalidInput for what is no version
   */
  async execute(actor: CustomerActor, question: UpgradeQuestion, reader: Reader): Promise<UpgradePlan> {
    const { productId } = question;
    const from = Version.parse(question.from, 'from');
    const to = question.to ? Version.parse(question.to, 'to') : null;
    const product = (await this.rights.of(actor)).get(productId);
    if (!product) throw NotFound.of('product');
    const { productName, rights } = product;
    const path = upgradePath({ from, to }, await this.releases.ofProducts([productId]), rights);
    const texts = { product: productName, from: from.toString(), to: to?.toString() ?? '' };
    return {
      productId,
      productName,
      from: texts.from,
      path,
      sizes: sizesOf(path.steps.map(({ release }) => release)),
      ...explained(
        path,
        texts,
        (release) => {
          const verdict = judge(release, rights);
          return explain({ ...release, productName, verdict, offer: null }, reader);
        },
        reader,
      ),
    };
  }
}

function explained(
  path: UpgradePath<PublishedRelease>,
  texts: { readonly product: string; readonly from: string; readonly to: string },
  refusalOf: (release: PublishedRelease) => Explanation,
  { t }: Reader,
): Explanation {
  if (path.outcome === 'PATH') return { because: [], remedy: [] };
  const { goal, steps } = path;
  const obstacle = 'obstacle' in path ? path.obstacle : null;
  if (path.outcome === 'REFUSED' && obstacle) return refusalOf(obstacle);
  const variables = {
    ...texts,
    goal: goal?.version ?? texts.to,
    reached: steps.at(-1)?.release.version ?? texts.from,
    blocked: obstacle?.version ?? '',
    needed: obstacle?.minimumVersion ?? '',
  };
  return {
    because: [t(`planner.because.${path.outcome}`, variables)],
    remedy: [t(`planner.remedy.${path.outcome}`, variables)],
  };
}
