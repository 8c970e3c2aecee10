import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { type Page, page, type Refusal, type SeeOther, submit } from '../../../../platform/http/pages.js';
import { type Reader, Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { PlanUpgrade, type UpgradePlan } from '../../application/planning/plan-upgrade.js';
import { type PlannableProduct, ShowPlanner } from '../../application/planning/show-planner.js';
import { planPageQuery, planQuery } from './planning.schemas.js';
import { plannerView } from './planning.views.js';

@ApiExcludeController()
@Controller('downloads')
@SignedIn('downloads.read')
export class PlanningPagesController {
  constructor(
    private readonly planner: ShowPlanner,
    private readonly plan: PlanUpgrade,
    private readonly readers: Readers,
  ) {}

  @Get('plan')
  async show(
    @Customer() actor: CustomerActor,
    @Query({ schema: planPageQuery }) query: z.output<typeof planPageQuery>,
    @Req() request: Request,
  ): Promise<Page | SeeOther> {
    const reader = this.readers.of(request);
    const products = await this.planner.execute(actor);
    const product = products.find(({ productId }) => productId === query.product) ?? products[0];
    if (!product || query.from === undefined) return formPage({ products, product, query }, reader);
    const { from, to } = query;
    // The empty choice of the form is the newest permitted release.
    return submit(
      planQuery,
      { productId: product.productId, from, ...(to ? { to } : {}) },
      async (question) =>
        formPage(
          { products, product, query, plan: await this.plan.execute(actor, question, reader) },
          reader,
        ),
      (refusal) => formPage({ products, product, query, refusal }, reader),
    );
  }
}

function formPage(
  shown: {
    readonly products: readonly PlannableProduct[];
    readonly product: PlannableProduct | undefined;
    readonly query: z.output<typeof planPageQuery>;
    readonly plan?: UpgradePlan;
    readonly refusal?: Refusal;
  },
  reader: Reader,
): Page {
  return page('downloads/plan', plannerView(shown, reader));
}
