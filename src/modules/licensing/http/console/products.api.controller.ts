import { Body, Controller, Get, Headers, Post, Put, Query, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { versionIn } from '../../../../platform/http/if-match.js';
import { listQuery } from '../../../../platform/http/paging.js';
import type { Reply } from '../../../../platform/http/request.js';
import { AddProduct } from '../../application/console/add-product.js';
import { ChangePolicy } from '../../application/console/change-policy.js';
import { DefineEdition } from '../../application/console/define-edition.js';
import { DefinePolicy } from '../../application/console/define-policy.js';
import { ShowProducts } from '../../application/console/show-products.js';
import {
  editionBody,
  madeAnswer,
  policyAnswer,
  policyBody,
  productAnswer,
  productBody,
  productList,
} from './products.schemas.js';

@Controller('api/v1/staff')
export class ProductsApiController {
  constructor(
    private readonly products: ShowProducts,
    private readonly changePolicy: ChangePolicy,
    private readonly definePolicy: DefinePolicy,
    private readonly defineEdition: DefineEdition,
    private readonly addProduct: AddProduct,
  ) {}

  @Get('products')
  @Staff('staff.licenses')
  @Describe({ summary: 'List products', tag: 'Staff', answer: productList, problems: [401, 403] })
  async list(@Query({ schema: listQuery }) query: z.output<typeof listQuery>) {
    return this.products.list(query);
  }

  @Post('products')
  @Staff('staff.settings')
  @Describe({
    summary: 'Add a product',
    tag: 'Staff',
    status: 201,
    answer: madeAnswer,
    problems: [401, 403],
  })
  async add(@Body({ schema: productBody }) body: z.output<typeof productBody>) {
    return { id: await this.addProduct.execute(body) };
  }

  @Get('products/:id')
  @Staff('staff.licenses')
  @Describe({ summary: 'Show a product', tag: 'Staff', answer: productAnswer, problems: [401, 403, 404] })
  async product(@IdParam() id: string) {
    return this.products.product(id);
  }

  @Post('products/:id/editions')
  @Staff('staff.settings')
  @Describe({
    summary: 'Add an edition',
    tag: 'Staff',
    status: 201,
    answer: madeAnswer,
    problems: [401, 403, 404],
  })
  async edition(
    @IdParam() productId: string,
    @Body({ schema: editionBody }) body: z.output<typeof editionBody>,
  ) {
    return { id: await this.defineEdition.execute({ productId, ...body }) };
  }

  @Post('products/:id/policies')
  @Staff('staff.settings')
  @Describe({
    summary: 'Add a policy',
    tag: 'Staff',
    status: 201,
    answer: madeAnswer,
    problems: [401, 403, 404],
  })
  async newPolicy(
    @IdParam() productId: string,
    @Body({ schema: policyBody }) policy: z.output<typeof policyBody>,
  ) {
    return { id: await this.definePolicy.execute({ productId, policy }) };
  }

  @Get('policies/:id')
  @Staff('staff.licenses')
  @Describe({ summary: 'Show a policy', tag: 'Staff', answer: policyAnswer, problems: [401, 403, 404] })
  async policy(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    const policy = await this.products.policy(id);
    void reply.header('etag', `"${policy.version}"`);
    return policy;
  }

  @Put('policies/:id')
  @Staff('staff.settings')
  @Describe({
    summary: 'Change a policy',
    description:
      'Every license of it follows at once; the dates of issued licenses stay. If-Match is the version that you read, in quotes.',
    tag: 'Staff',
    answer: policyAnswer.pick({ id: true, version: true }),
    problems: [401, 403, 404, 409],
  })
  async change(
    @IdParam() policyId: string,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: policyBody }) policy: z.output<typeof policyBody>,
  ) {
    const version = versionIn(match);
    return { id: policyId, version: await this.changePolicy.execute({ policyId, version, policy }) };
  }
}
