import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page } from '../../../../platform/http/pages.js';
import { nextHref, pageCursor } from '../../../../platform/http/paging.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowProducts } from '../../application/console/show-products.js';
import { followers, policyFacts, policyRows } from './products.views.js';

const query = z.object({ cursor: pageCursor });
const maySet = (request: Request): boolean => staffOf(request).permissions.has('staff.settings');

@ApiExcludeController()
@Controller('admin')
@Staff('staff.licenses')
export class ProductsPagesController {
  constructor(
    private readonly products: ShowProducts,
    private readonly readers: Readers,
  ) {}

  @Get('products')
  async list(@Query({ schema: query }) { cursor }: z.output<typeof query>, @Req() request: Request) {
    const { items, nextCursor } = await this.products.list({ limit: 50, cursor });
    return page('licensing/staff-products', {
      products: items.map((product) => ({ ...product, href: `/admin/products/${product.id}` })),
      nextHref: nextHref('/admin/products', nextCursor),
      newHref: maySet(request) ? '/admin/products/new' : null,
    });
  }

  @Get('products/:id')
  async product(@IdParam() id: string, @Req() request: Request) {
    const product = await this.products.product(id);
    return page('licensing/staff-product', {
      ...product,
      policies: policyRows(product, this.readers.of(request)),
      editions: product.editions.map((one) => ({ ...one, href: `/admin/policies/${one.policyId}` })),
      licensesHref: `/admin/licenses?productId=${product.id}`,
      newPolicyHref: maySet(request) ? `/admin/products/${id}/policies/new` : null,
      newEditionHref: maySet(request) ? `/admin/products/${id}/editions/new` : null,
    });
  }

  @Get('policies/:id')
  async policy(@IdParam() id: string, @Req() request: Request) {
    const policy = await this.products.policy(id);
    const reader = this.readers.of(request);
    return page('licensing/staff-policy', {
      name: policy.name,
      product: { name: policy.productName, href: `/admin/products/${policy.productId}` },
      facts: [followers(policy, reader), ...policyFacts(policy, reader)],
      editHref: maySet(request) ? `/admin/policies/${id}/edit` : null,
    });
  }
}
