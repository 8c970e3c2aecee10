import { Injectable } from '@nestjs/common';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowProducts } from '../../application/console/show-products.js';
import { blankPolicy, policyFormView } from './policy-form.views.js';

/** The forms for products, policies and editions that are not there yet. */
@Injectable()
export class NewProductPages {
  constructor(
    private readonly products: ShowProducts,
    private readonly readers: Readers,
  ) {}

  product(request: Request, refusal: Refusal | null = null): Page {
    return page('licensing/staff-product-new', this.rules(request, refusal));
  }

  /** @throws NotFound when there is no such product */
  async policy(productId: string, request: Request, refusal: Refusal | null = null): Promise<Page> {
    const { name } = await this.products.product(productId);
    const product = { name, href: `/admin/products/${productId}` };
    return page('licensing/staff-policy-new', { ...this.rules(request, refusal), product });
  }

  /** @throws NotFound when there is no such product */
  async edition(productId: string, refusal: Refusal | null = null): Promise<Page> {
    const { name, policies } = await this.products.product(productId);
    return page('licensing/staff-edition-new', {
      product: { name, href: `/admin/products/${productId}` },
      policies: policies.map((policy) => ({ value: policy.id, label: policy.name })),
      values: refusal?.values ?? {},
      errors: refusal?.errors ?? {},
      summary: refusal?.summary ?? [],
      message: refusal?.message ?? null,
    });
  }

  private rules(request: Request, refusal: Refusal | null) {
    return policyFormView(refusal?.values ?? blankPolicy, refusal, this.readers.of(request));
  }
}
