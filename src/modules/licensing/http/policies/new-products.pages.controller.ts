import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { AddProduct } from '../../application/console/add-product.js';
import { DefineEdition } from '../../application/console/define-edition.js';
import { DefinePolicy } from '../../application/console/define-policy.js';
import { NewProductPages } from './new-product-pages.js';
import { editionForm, policyForm, productForm } from './policy-form.schemas.js';

const made = (address: string, key: string) => seeOther(address, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin/products')
@Staff('staff.settings')
export class NewProductsPagesController {
  constructor(
    private readonly pages: NewProductPages,
    private readonly addProduct: AddProduct,
    private readonly definePolicy: DefinePolicy,
    private readonly defineEdition: DefineEdition,
  ) {}

  @Get('new')
  product(@Req() request: Request) {
    return this.pages.product(request);
  }

  @Post()
  async add(@Body() body: unknown, @Req() request: Request) {
    return submit(
      productForm,
      body,
      async ({ sku, productName, ...policy }) => {
        const id = await this.addProduct.execute({ sku, name: productName, policy });
        return made(`/admin/products/${id}`, 'console.flash.productMade');
      },
      (refusal) => this.pages.product(request, refusal),
    );
  }

  @Get(':id/policies/new')
  async policy(@IdParam() id: string, @Req() request: Request) {
    return this.pages.policy(id, request);
  }

  @Post(':id/policies')
  async define(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      policyForm,
      body,
      async (policy) => {
        const policyId = await this.definePolicy.execute({ productId: id, policy });
        return made(`/admin/policies/${policyId}`, 'console.flash.policyMade');
      },
      (refusal) => this.pages.policy(id, request, refusal),
    );
  }

  @Get(':id/editions/new')
  async edition(@IdParam() id: string) {
    return this.pages.edition(id);
  }

  @Post(':id/editions')
  async sell(@IdParam() id: string, @Body() body: unknown) {
    return submit(
      editionForm,
      body,
      async (edition) => {
        await this.defineEdition.execute({ productId: id, ...edition });
        return made(`/admin/products/${id}`, 'console.flash.editionMade');
      },
      (refusal) => this.pages.edition(id, refusal),
    );
  }
}
