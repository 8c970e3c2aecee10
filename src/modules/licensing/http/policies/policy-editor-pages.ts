import { Injectable } from '@nestjs/common';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import type { WholePolicy } from '../../application/console/change-policy.js';
import { DryRunPolicy } from '../../application/console/dry-run/dry-run-policy.js';
import { ShowProducts } from '../../application/console/show-products.js';
import { policyFormView, type Typed, typedPolicy } from './policy-form.views.js';
import { reviewView } from './policy-review.views.js';

const pageSize = 25;

/** The pages on which staff edit a policy and look at what that would change. */
@Injectable()
export class PolicyEditorPages {
  constructor(
    private readonly products: ShowProducts,
    private readonly dryRun: DryRunPolicy,
    private readonly readers: Readers,
  ) {}

  /** What is stored, or what was typed when there is something. @throws NotFound */
  async edit(
    id: string,
    request: Request,
    again: { readonly typed: Typed; readonly refusal: Refusal | null } | null = null,
  ): Promise<Page> {
    const policy = await this.products.policy(id);
    // Who was overtaken goes on from what is stored now; the review then shows every difference from it.
    const overtaken = again?.refusal?.code === 'policy-changed-meanwhile';
    const version = overtaken ? policy.version : (again?.typed.version ?? policy.version);
    const values = again?.typed ?? typedPolicy(policy);
    return page('licensing/staff-policy-edit', {
      ...policyFormView(values, again?.refusal ?? null, this.readers.of(request)),
      name: policy.name,
      href: `/admin/policies/${id}`,
      product: { name: policy.productName, href: `/admin/products/${policy.productId}` },
      version,
      overtaken,
    });
  }

  /** @throws NotFound. @throws PolicyChangedMeanwhile when another version is stored by now */
  async review(
    id: string,
    request: Request,
    of: {
      readonly wanted: WholePolicy;
      readonly version: number;
      readonly cursor?: string | undefined;
      readonly typed: Typed;
    },
  ): Promise<Page> {
    const { wanted, version, cursor, typed } = of;
    const run = await this.dryRun.execute({
      policyId: id,
      version,
      policy: wanted,
      page: { limit: pageSize, cursor },
    });
    const listsLicenses = staffOf(request).permissions.has('staff.licenses');
    const view = reviewView({ run, wanted, typed, listsLicenses }, this.readers.of(request));
    return page('licensing/staff-policy-review', view);
  }
}
